BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force

    # Hosts that fail at once and without a network, so that the name of the target is all that is looked at.
    $config = Join-Path $TestDrive 'ssh_config'
    Set-Content $config "Host *`n  ProxyCommand false"
    function Get-Asked($InputObject) {
        ($InputObject | Test-GoConnection -Rule GE0001 -SshConfigFile $config -ErrorAction SilentlyContinue).Target |
            ForEach-Object ToString | Sort-Object
    }
}

Describe 'Targets' {
    It 'are taken as strings by position' {
        $found = Test-GoConnection local, web01, me@web02, ssh:web03:2222 -Rule GE0001 -SshConfigFile $config -ErrorAction SilentlyContinue
        $found.Target.ForEach('ToString') | Sort-Object | Should -Be 'local', 'ssh:me@web02', 'ssh:web01', 'ssh:web03:2222'
    }

    It 'are taken as strings from the pipeline' {
        Get-Asked 'web01', 'local' | Should -Be 'local', 'ssh:web01'
    }

    It 'are taken from the property <_>' -ForEach 'ComputerName', 'CN', 'HostName', 'Name', 'Target' {
        Get-Asked ([pscustomobject] @{ $_ = 'web01'; Other = 1 }) | Should -Be 'ssh:web01'
    }

    It 'are taken from the rows of a CSV file' {
        Get-Asked ("ComputerName,Team`nweb01,a`nweb02,b" | ConvertFrom-Csv) | Should -Be 'ssh:web01', 'ssh:web02'
    }

    It 'are taken from findings' {
        Test-GoConnection local -Rule GE0001 | Test-GoEnvironment -Rule GE0001 -IncludePassed | ForEach-Object TargetName |
            Should -Be 'local'
    }

    It 'are taken from facts' {
        Get-GoFact local | Test-GoConnection -Rule GE0001 | ForEach-Object TargetName | Should -Be 'local'
    }

    It 'are taken from an inventory with their names' {
        Set-Content (Join-Path $TestDrive 'fleet.yaml') "version: 1`nhosts:`n  a[1:2]:`n    labels: { env: prod }`n  b: {}"
        $targets = Get-GoTarget -Inventory (Join-Path $TestDrive 'fleet.yaml') -Label env=prod
        $targets.Name | Should -Be 'a1', 'a2'
        Get-Asked $targets | Should -Be 'ssh:a1', 'ssh:a2'
    }

    It 'are this machine where none is named' {
        (Test-GoConnection -Rule GE0001).TargetName | Should -Be 'local'
    }

    It 'are none where the pipeline is empty, which is no good news' {
        @() | Test-GoConnection -Rule GE0001 -ErrorAction SilentlyContinue -ErrorVariable nothing | Should -BeNullOrEmpty
        $nothing.FullyQualifiedErrorId | Should -BeLike 'NothingApplies*'
        $nothing.Exception.Message | Should -BeLike '*the pipeline gave no target*'
        @() | Test-GoConnection -Rule GE0001 -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It 'fail at binding with the reason: <Text>' -ForEach @(
        @{ Text = '-oProxyCommand=x'; Says = "*cannot start with '-'*" }
        @{ Text = 'ftp:host'; Says = '*unknown kind*' }
        @{ Text = 'build7:2222'; Says = "*write 'ssh:build7:2222'*" }
    ) {
        $failure = { Test-GoConnection -Target $Text } | Should -Throw -PassThru
        $failure.Exception.Message | Should -BeLike $Says
        $failure.Exception | Should -BeOfType [System.Management.Automation.ParameterBindingException]
        $failure.CategoryInfo.Category | Should -BeIn 'InvalidData', 'InvalidArgument'
    }
}

Describe 'Rules' {
    It 'are taken from findings' {
        Test-GoConnection local -Rule GE0001 | Get-GoRule | ForEach-Object Id | Should -Be 'GE0001'
    }
}
