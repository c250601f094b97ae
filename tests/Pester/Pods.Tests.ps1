BeforeDiscovery {
    $server = Get-ChildItem (Join-Path $PSScriptRoot '../ApiServer/bin') -Recurse -Filter GoEnv.Tests.ApiServer.dll -ErrorAction Ignore |
        Select-Object -First 1
    $missing = if (-not $server) { 'the stand-in API server is not built' }
        elseif (-not $IsLinux -or (id -u) -ne 0) { 'this account cannot make PID and mount namespaces' }
}

Describe 'Pods' -Skip:([bool] $missing) {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force
        $server = Get-ChildItem (Join-Path $PSScriptRoot '../ApiServer/bin') -Recurse -Filter GoEnv.Tests.ApiServer.dll | Select-Object -First 1
        $start = [Diagnostics.ProcessStartInfo]::new('dotnet', [string[]] @($server.FullName))
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $process = [Diagnostics.Process]::Start($start)
        $before = $env:KUBECONFIG
        $env:KUBECONFIG = $process.StandardOutput.ReadLine()
    }

    AfterAll {
        $env:KUBECONFIG = $before
        $process.StandardInput.Close()
        $process.WaitForExit()
    }

    It 'are listed by namespace, selector and container' {
        (Get-GoTarget -Pod).Name | Should -Contain 'apps/dash/main'
        (Get-GoTarget -Pod).Name | Should -Not -Contain 'apps/done/main'
        (Get-GoTarget -Pod -Selector app=two).Name | Should -Be 'apps/two/first', 'apps/two/second'
        (Get-GoTarget -Pod -Selector app=two -Container sec*).Name | Should -Be 'apps/two/second'
        (Get-GoTarget -Pod -Namespace other).Name | Should -Be 'other/away/main'
        (Get-GoTarget -Pod -AllNamespaces -Name other/*).Groups | Should -Be 'other'
        (Get-GoTarget -Pod -Context stand-in -Name two -Shard 1/1 -Label app=two | Select-Object -First 1).Address |
            Should -Be 'pod:stand-in/apps/two/first'
    }

    It 'answer every command that takes targets' {
        $facts = Get-GoTarget -Pod -Selector sh=dash | Get-GoFact
        $facts.Host.Kernel | Should -Be 'Linux'
        $facts.Target.Name | Should -Be 'apps/dash/main'
        $facts.Image, $facts.Node, $facts.State | Should -Be 'registry.example/main:1', 'node1', 'running'
        $facts.Programs | Should -HaveCount 0
        $facts.Unknown.Count | Should -Be 0
        (Test-GoToolchain pod:apps/busybox/main -Rule GE1001).Message | Should -Match 'no go on PATH'
        Test-GoConnection pod:two -Rule GE0001 -IncludePassed | ForEach-Object Message | Should -Match 'container second, the default of 2'
    }

    It 'that cannot be asked have an error of their own' {
        Test-GoConnection pod:apps/distroless, pod:apps/crash/main, pod:gone -ErrorVariable failed -ErrorAction SilentlyContinue > $null
        $failed.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Sort-Object |
            Should -Be 'ContainerNotRunning', 'PodNotFound', 'ShellNotInImage'
        $failed.TargetObject | ForEach-Object ToString | Should -Contain 'pod:gone'
    }

    It 'that cannot be asked have what the cluster says of them' {
        $rows = Get-GoTarget -Pod | Get-GoFact -ErrorVariable failed -ErrorAction SilentlyContinue | Select-Object Target, GoVersion, Module, Image, Node, Unknown
        $rows.Target.Name | Should -Contain 'apps/distroless/main'
        $rows.Image | Should -Not -Contain $null
        $rows.Node | Should -Not -Contain $null
        ($rows | Where-Object { $_.Target.Name -eq 'apps/distroless/main' }).Unknown.goVersion | Should -Match 'no sh'
        $failed.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Should -Contain 'ShellNotInImage'
        Get-GoFact pod:gone -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'of a context that is not there end the command' {
        { Get-GoTarget -Pod -Context nowhere } | Should -Throw -ErrorId 'ClientConfigInvalid,*' -ExpectedMessage "*no context 'nowhere'*"
    }
}
