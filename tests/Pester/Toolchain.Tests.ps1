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
        (Uninstall-GoToolchain local -Version 1.1.1 -Confirm:$false -PassThru).Status | Should -Be 'Unchanged'
    }
}

Describe 'A toolchain on this machine, for an account of its own' -Skip:(-not ($IsLinux -and (id -u) -eq 0 -and (Get-Command setpriv, gzip, tar -ErrorAction Ignore).Count -eq 3)) {
    BeforeAll {
        # Two archives whose go does nothing but say its release, and a home folder: HOME is what makes the place of a plain account.
        $work = Join-Path ([System.IO.Path]::GetTempPath()) "goenv-$([guid]::NewGuid().ToString('N'))"
        $machine = switch ([System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture) { 'Arm64' { 'arm64' } default { 'amd64' } }
        foreach ($version in '1.26.1', '1.27.3') {
            $tree = New-Item -ItemType Directory "$work/$version/go/bin", "$work/$version/go/pkg/tool/linux_$machine"
            Set-Content "$work/$version/go/bin/go" "#!/bin/sh`necho 'go version go$version linux/$machine'"
            Set-Content "$work/$version/go/bin/gofmt" "#!/bin/sh`ncat"
            Set-Content "$work/$version/go/pkg/tool/linux_$machine/compile" "#!/bin/sh`necho 'compile version go$version'"
            Set-Content "$work/$version/go/VERSION" "go$version"
            chmod -R a+rX "$work"
            chmod a+x "$work/$version/go/bin/go" "$work/$version/go/bin/gofmt" "$work/$version/go/pkg/tool/linux_$machine/compile"
            tar -czf "$work/go$version.linux-$machine.tar.gz" -C "$work/$version" go
        }

        New-Item -ItemType Directory "$work/home" | Out-Null
        chown 61950:61950 "$work/home"
        $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path

        # Runs a script as the account, in a PowerShell of its own.
        function Invoke-AsGopher([string] $Script) {
            $text = "Import-Module '$module'; `$work = '$work'; `$machine = '$machine'; $Script"
            setpriv --reuid 61950 --regid 61950 --clear-groups env -i "HOME=$work/home" "PATH=/usr/local/bin:/usr/bin:/bin" DOTNET_gcServer=0 POWERSHELL_TELEMETRY_OPTOUT=1 `
                (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $text 2>&1 | ForEach-Object { "$_" }
        }
    }

    AfterAll {
        Remove-Item -Recurse -Force $work
    }

    It 'is installed, switched, taken back and removed' {
        $said = Invoke-AsGopher @'
            $sum = (Get-FileHash "$work/go1.26.1.linux-$machine.tar.gz").Hash
            Install-GoToolchain -Archive "$work/go1.26.1.linux-$machine.tar.gz" -Sha256 $sum -WhatIf
            Test-Path ~/.local/go
            (Install-GoToolchain -Archive "$work/go1.26.1.linux-$machine.tar.gz" -Sha256 $sum -PassThru).Status
            (Install-GoToolchain -Archive "$work/go1.26.1.linux-$machine.tar.gz" -Sha256 $sum -PassThru).Status
            (Install-GoToolchain -Archive "$work/go1.27.3.linux-$machine.tar.gz" -PassThru -WarningVariable loud -WarningAction SilentlyContinue).Status
            $loud.Count
            (Get-Item ~/.local/go).LinkTarget
            (Switch-GoToolchain -Version 1.26 -PassThru).Status
            (Get-Item ~/.local/go).LinkTarget
            $changes = @(Get-GoChange -Target local)
            $changes.Count
            ($changes[0] | Undo-GoChange -Confirm:$false -PassThru).Status
            (Get-Item ~/.local/go).LinkTarget
            try { Uninstall-GoToolchain -Version 1.26.1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            (Uninstall-GoToolchain -Version 1.26.1 -Confirm:$false -PassThru).Status
            (Get-GoChange -Last 1 | Undo-GoChange -ErrorVariable refused -ErrorAction SilentlyContinue)
            $refused[0].FullyQualifiedErrorId
'@
        $whatIf = @($said | Where-Object { $_ -eq 'False' })[0]
        ($said[0..$said.IndexOf($whatIf)] -join "`n") | Should -BeLike '*tar -xzof*ln -sfn share/goenv/go/1.26.1*False'
        $said[($said.IndexOf($whatIf) + 1)..$said.Count] | Should -Be @(
            'Changed', 'Unchanged', 'Changed', '1', 'share/goenv/go/1.27.3', 'Changed', 'share/goenv/go/1.26.1', '3', 'Changed', 'share/goenv/go/1.27.3',
            'ConsentNeeded,GoEnv.Cmdlets.UninstallGoToolchainCommand', 'Changed', 'PlanFailed,GoEnv.Cmdlets.UndoGoChangeCommand')
        Test-Path "$work/home/.local/share/goenv/go/1.26.1" | Should -BeFalse
    }
}
