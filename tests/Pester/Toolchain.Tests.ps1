BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force

    # A port that is bound and does not listen: it refuses, and nobody else gets it.
    $socket = [System.Net.Sockets.Socket]::new('InterNetwork', 'Stream', 'Tcp')
    $socket.Bind([System.Net.IPEndPoint]::new([System.Net.IPAddress]::Loopback, 0))
    $closed = "http://127.0.0.1:$($socket.LocalEndPoint.Port)/dl"
}

AfterAll {
    $socket.Dispose()
}

Describe 'Install-GoToolchain' {
    It 'gives one error with the id of the cause where no mirror answers, and changes nothing' {
        $found = Install-GoToolchain local -Version 1.27 -Mirror $closed -Confirm:$false -ErrorVariable errors -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        @($errors).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -Be 'IndexUnavailable,GoEnv.Cmdlets.InstallGoToolchainCommand'
        $errors[0].TargetObject.ToString() | Should -Be 'local'
        $errors[0].Exception.Message | Should -BeLike "*$closed*refused*"
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'refuses <Words>' -ForEach @(
        @{ Words = @{ Version = 'newest' }; Says = '*not a Go release*' }
        @{ Words = @{ Mirror = 'https://me:secret@mirror.test/dl' }; Says = '*user name or password*' }
        @{ Words = @{ Mirror = '/srv/mirror' }; Says = '*not an http or https address*' }
        @{ Words = @{ Version = '1.27'; GoMod = 'go.mod' }; Says = '*give one of them*' }
        @{ Words = @{ Sha256 = 'abc' }; Says = '*-Archive*' }
        @{ Words = @{ GoMod = '/no/such/go.mod' }; Says = '*/no/such*' }
        @{ Words = @{ Archive = '/no/such.tar.gz' }; Says = '*cannot be installed*' }
    ) {
        $failure = { Install-GoToolchain local @Words -WhatIf } | Should -Throw -PassThru
        $failure.Exception.Message | Should -BeLike $Says
        $failure.Exception.Message | Should -Not -BeLike '*secret*'
    }

    It 'keeps the zero of a version that is written as a number' {
        Install-GoToolchain local -Version 1.20 -Mirror $closed -WhatIf -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].Exception.Message | Should -BeLike 'The newest Go 1.20 *'
    }

    It 'completes releases' {
        $words = 'Install-GoToolchain -Version '
        (TabExpansion2 $words $words.Length).CompletionMatches.CompletionText | Should -Contain 'latest'
    }
}

Describe 'Switch-GoToolchain and Uninstall-GoToolchain' {
    It 'name the releases that there are where the wanted one is not' {
        Switch-GoToolchain local -Version 1.1.1 -WhatIf -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -Be 'NotInstalled,GoEnv.Cmdlets.SwitchGoToolchainCommand'
    }

    It 'change nothing where there is nothing to remove' {
        (Uninstall-GoToolchain local -Version 1.1.1 -Confirm:$false).Status | Should -Be 'Unchanged'
    }

    It 'ask before a toolchain is removed' {
        $attribute = (Get-Command Uninstall-GoToolchain).ImplementingType.GetCustomAttributes($true) | Where-Object { $_ -is [System.Management.Automation.CmdletAttribute] }
        $attribute.ConfirmImpact | Should -Be 'High'
    }
}
