BeforeDiscovery {
    $server = Get-ChildItem (Join-Path $PSScriptRoot '../ApiServer/bin') -Recurse -Filter GoEnv.Tests.ApiServer.dll -ErrorAction Ignore |
        Select-Object -First 1
    $missing = if (-not $server) { 'the stand-in API server is not built' }
        elseif (-not $IsLinux -or (id -u) -ne 0) { 'this account cannot make PID and mount namespaces' }
}

Describe 'Test-GoRuntimeVersion' -Skip:([bool] $missing) {
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

    It 'is unknown where the cluster has no such resource' {
        $finding = Test-GoRuntimeVersion pod:apps/dash -Resource goruntimes.example.com
        $finding.RuleId, $finding.Status | Should -Be 'GE7071', 'Unknown'
        $finding.Message | Should -Match 'the cluster has no resource goruntimes\.example\.com'
        Test-GoRuntimeVersion pod:apps/dash -Resource goruntimes.example.com -Quiet | Should -BeFalse
    }

    It 'refuses what is no resource' {
        { Test-GoRuntimeVersion -Resource goruntimes } | Should -Throw -ErrorId 'ParameterInvalid,*'
    }

    It 'shares pods in parts that are all of them' {
        $all = Invoke-PodGoAudit -Rule GE7045
        $parts = 1..3 | ForEach-Object { Invoke-PodGoAudit -Rule GE7045 -Shard "$_/3" }
        $parts.TargetName | Sort-Object | Should -Be ($all.TargetName | Sort-Object)
    }

    It 'says that there is no job to receive' {
        { Receive-PodGoAudit } | Should -Throw
    }
}
