BeforeDiscovery {
    $server = Get-ChildItem (Join-Path $PSScriptRoot '../ApiServer/bin') -Recurse -Filter GoEnv.Tests.ApiServer.dll -ErrorAction Ignore |
        Select-Object -First 1
    $missing = if (-not $server) { 'the stand-in API server is not built' }
        elseif (-not $IsLinux -or (id -u) -ne 0) { 'this account cannot make PID and mount namespaces' }
}

Describe 'Invoke-PodGoAudit' -Skip:([bool] $missing) {
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

    It 'judges pods, with the container as subject' {
        $findings = Invoke-PodGoAudit -Selector app=api -IncludePassed
        $findings.Category | Sort-Object -Unique | Should -Be 'Pod'
        $root = $findings | Where-Object { $_.RuleId -eq 'GE7040' -and $_.TargetName -eq 'apps/dash' }
        $root.Status, $root.Subject | Should -Be 'Fail', 'main'
        ($findings | Where-Object { $_.RuleId -eq 'GE7001' -and $_.TargetName -eq 'apps/distroless' }).Status | Should -Be 'Unknown'
        ($findings | Where-Object { $_.RuleId -eq 'GE7001' -and $_.TargetName -eq 'apps/dash' }).Message | Should -Match 'no Go program \(server\)'
        $findings | Out-String -Width 500 | Should -Not -Match 'a-secret-of-the-spec'
    }

    It 'shows the triple check' {
        $table = Invoke-PodGoAudit pod:apps/dash -Rule GE7001, GE7002, GE7003 -IncludePassed | Format-Table -View TripleCheck | Out-String -Width 200
        $table | Should -Match 'apps/dash +runs +Pass'
        $table | Should -Match 'apps/dash +metadata +Pass'
        $table | Should -Match 'apps/dash +platform +Pass'
    }

    It 'takes pods and containers from the pipeline' {
        $findings = Get-GoTarget -Pod -Selector app=two -Container second | Invoke-PodGoAudit -Rule GE7045
        $findings.Subject | Should -Be 'second'
        (Invoke-PodGoAudit pod:apps/two -Rule GE7045).Subject | Should -Be 'first', 'second'
    }

    It 'lists pods that parameters choose where none comes from the pipeline, and adds nothing to them' {
        (@() | Invoke-PodGoAudit -Selector app=two -Rule GE7045).Subject | Should -Be 'first', 'second'
        @() | Invoke-PodGoAudit -Selector app=nothing -Rule GE7045 -ErrorVariable none -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $none.Exception.Message | Should -BeLike '*no target came, or nothing applies*'
        @() | Invoke-PodGoAudit -Rule GE7045 -ErrorVariable nothing -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $nothing.FullyQualifiedErrorId | Should -BeLike 'NothingApplies*'
        @() | Invoke-PodGoAudit -Selector app=distroless -Ephemeral -EphemeralImage none:1 -Confirm:$false -ErrorVariable unasked -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $unasked.FullyQualifiedErrorId | Should -BeLike 'NothingApplies*'
    }

    It 'tells why containers do not run' {
        (Invoke-PodGoAudit pod:apps/crash -Rule GE7060).Message | Should -Match "'main' waits: CrashLoopBackOff"
    }

    It 'writes one Boolean, and an error for a pod that is not there' {
        Invoke-PodGoAudit -Rule GE7030 -Quiet | Should -BeTrue
        Invoke-PodGoAudit -Rule GE7045 -Quiet -FailOn Information | Should -BeFalse
        Invoke-PodGoAudit pod:apps/gone -Rule GE7030 -ErrorVariable failed -ErrorAction SilentlyContinue > $null
        $failed[0].FullyQualifiedErrorId | Should -Match '^PodNotFound,'
    }

    It 'writes an error for a container that its pod does not have, and passes nothing for it' {
        Invoke-PodGoAudit pod:apps/two/third -IncludePassed -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^ContainerNotFound,'
        $failed[0].ErrorDetails.RecommendedAction | Should -Be 'Its containers are first, second.'
        (Invoke-PodGoAudit pod:apps/two/third, pod:apps/two/first -Rule GE7045 -ErrorAction SilentlyContinue).Subject | Should -Be 'first'
    }

    It 'refuses what is no pod, and a context that is not there' {
        { Invoke-PodGoAudit web01 } | Should -Throw -ErrorId 'TargetNotPod,*'
        { Invoke-PodGoAudit -Context nowhere } | Should -Throw -ErrorId 'ClientConfigInvalid,*'
    }

    It 'gives a pod that names no namespace the one of -Namespace, and refuses several' {
        (Invoke-PodGoAudit pod:two -Namespace apps -Rule GE7045).TargetName | Should -Be 'apps/two', 'apps/two'
        Invoke-PodGoAudit pod:two -Namespace elsewhere -Rule GE7045 -ErrorVariable failed -ErrorAction SilentlyContinue > $null
        $failed[0].FullyQualifiedErrorId | Should -Match '^PodNotFound,'
        { Invoke-PodGoAudit pod:two -AllNamespaces } | Should -Throw -ErrorId 'TargetAndNamespaces,*'
    }

    It 'has no parameter without an effect' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        (Get-Command Invoke-PodGoAudit).Parameters.Keys | Where-Object { $_ -notin $common } | Should -Not -Contain 'SshConfigFile'
        (Get-Command Test-GoRuntimeVersion).Parameters.Keys | Where-Object { $_ -in 'SshConfigFile', 'Rule', 'ExcludeRule' } | Should -BeNullOrEmpty
        (Get-Command Undo-GoChange).Parameters.Keys | Should -Not -Contain 'ProbeTimeoutSeconds'
        (Get-Command Test-GoToolchain).Parameters.Keys | Where-Object { $_ -in 'SshConfigFile', 'Rule', 'ExcludeRule' } | Should -HaveCount 3
        { Invoke-PodGoAudit -EphemeralImage x } | Should -Throw -ErrorId 'EphemeralMissing,*'
    }

    It 'ends when nobody takes more' {
        $time = [Diagnostics.Stopwatch]::StartNew()
        Invoke-PodGoAudit -AllNamespaces -IncludePassed | Select-Object -First 1 | Should -HaveCount 1
        $time.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'looks into an image without a shell when it is let, and says before what stays' {
        { Invoke-PodGoAudit pod:apps/distroless -Ephemeral } | Should -Throw -ErrorId 'EphemeralImageMissing,*'
        { Invoke-PodGoAudit pod:apps/distroless -Ephemeral -EphemeralImage x -EphemeralUser root } | Should -Throw
        $look = @{ Target = 'pod:apps/distroless'; Rule = 'GE7001'; IncludePassed = $true; Ephemeral = $true; EphemeralImage = 'registry.example/tool:1' }
        $transcript = Join-Path $TestDrive 'whatif.txt'
        Start-Transcript $transcript > $null
        $finding = Invoke-PodGoAudit @look -WhatIf
        Stop-Transcript > $null
        $finding.Status | Should -Be 'Unknown'
        $finding.Message | Should -Match 'its image has no sh, and no ephemeral container could look into it: nobody agreed to add it'
        Get-Content $transcript -Raw | Should -Match "Add the ephemeral container 'goenv-[0-9a-f]+' of the image registry.example/tool:1, as 0:0, to the pod apps/distroless"
        $finding = Invoke-PodGoAudit @look -Confirm:$false
        $finding.Status | Should -Be 'Pass'
        $finding.Message | Should -Match 'no Go program \(server\)'
        (Get-Command Invoke-PodGoAudit).Parameters.Keys | Should -Contain 'WhatIf'
    }

    It 'is stopped within a second or so, as by Ctrl+C' {
        $shell = [powershell]::Create()
        try {
            $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path
            $null = $shell.AddScript({ param($Module) Import-Module $Module; 'go'; Invoke-PodGoAudit -AllNamespaces -ThrottleLimit 1 }).AddArgument($module)
            $output = [Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
            while ($output.Count -lt 2 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $output.Count | Should -BeGreaterOrEqual 2
            $time = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $time.Elapsed.TotalSeconds | Should -BeLessThan 3
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'goes into reports' {
        $path = Join-Path $TestDrive 'pods.json'
        Invoke-PodGoAudit pod:apps/dash -IncludePassed | Export-GoReport $path
        (Import-GoReport $path).RuleId | Should -Contain 'GE7040'
    }
}
