BeforeAll {
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path
    Import-Module $module -Force
    $path = Join-Path $TestDrive c.yaml
    function Write-Checklist([string[]] $Check) {
        Set-Content $path ("version: 1`nchecks:`n" + (($Check | ForEach-Object { "- {$_}" }) -join "`n"))
    }

    # Processes of this machine whose command line has a word.
    function Get-Running([string] $Word) {
        Get-Process | Where-Object { $_.CommandLine -and $_.CommandLine.Contains($Word) -and $_.Id -ne $PID }
    }
}

Describe 'A checklist' -Skip:$IsWindows {
    It 'gives findings, to every report' {
        Write-Checklist "id: good, script: 'true'", "id: bad, command: [sh, -c, 'exit 4']"
        $findings = Invoke-GoChecklist $path -Target local -IncludePassed
        $findings.RuleId | Should -Be 'good', 'bad'
        $findings.Status | Should -Be 'Pass', 'Fail'
        $findings[1].Location | Should -Be 'c.yaml:4'
        $reports = 'html', 'md', 'json', 'jsonl', 'csv', 'sarif', 'xml', 'prom' | ForEach-Object { Join-Path $TestDrive "r.$_" }
        $findings | Export-GoReport $reports
        $reports | ForEach-Object { $_ | Should -FileContentMatch 'bad' }
        ([xml](Get-Content $reports[6] -Raw)).SelectNodes('//testcase').Count | Should -Be 2
        @((Get-Content $reports[5] -Raw | ConvertFrom-Json).runs[0].results).Count | Should -Be 2
        @(Import-Csv $reports[4]).Count | Should -Be 2
        @(Import-GoReport $reports[2]).Status | Should -Be 'Pass', 'Fail'
    }

    It 'has one Boolean, and one error that ends it' {
        Write-Checklist "id: bad, script: 'false'"
        Invoke-GoChecklist $path local -Quiet | Should -BeFalse
        Invoke-GoChecklist $path local -Quiet -FailOn Never | Should -BeTrue
        { Invoke-GoChecklist $path local -ErrorOnFail } | Should -Throw -ErrorId 'FindingsFailed*'
        Write-Checklist 'id: gone, command: [no-such-program]'
        { Invoke-GoChecklist $path local -ErrorOnFail } | Should -Throw -ErrorId 'FindingsUnknown*'
    }

    It 'takes targets from the pipeline, by name too' {
        Write-Checklist "id: good, script: 'true'"
        'local', [pscustomobject]@{ ComputerName = 'local' } | Invoke-GoChecklist $path -IncludePassed | Should -HaveCount 2
    }

    It 'takes the waivers of a policy' {
        Write-Checklist "id: bad, script: 'false'"
        $policy = Join-Path $TestDrive policy.yaml
        Set-Content $policy "version: 1`nwaivers: [{check: b*, target: local, owner: Me, reason: Because, expires: 2099-12-31}]"
        $finding = Invoke-GoChecklist $path local -Policy $policy
        $finding.Outcome | Should -Be 'Waived'
        $finding.Waiver.Owner | Should -Be 'Me'
        Invoke-GoChecklist $path local -Policy $policy -Quiet | Should -BeTrue
    }

    It 'that applies to nothing is an error and a warning' {
        Write-Checklist "id: a, script: 'true', when: env=prod"
        Invoke-GoChecklist $path local -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warning -WarningAction SilentlyContinue | Should -BeFalse
        $problem.FullyQualifiedErrorId | Should -BeLike 'NothingApplies*'
        "$warning" | Should -BeLike 'No check of c.yaml applies to local*'
    }

    It 'runs nothing with -WhatIf' {
        $mark = Join-Path $TestDrive mark
        Write-Checklist "id: mark, script: 'touch $mark'"
        Invoke-GoChecklist $path local -WhatIf | Should -BeNullOrEmpty
        $mark | Should -Not -Exist
        Invoke-GoChecklist $path local | Should -BeNullOrEmpty
        $mark | Should -Exist
    }

    It 'with an error ends the command and names the place' {
        Write-Checklist 'id: a, script: x, dependsOn: a'
        { Invoke-GoChecklist $path local } | Should -Throw '*c.yaml:3:3:*' -ErrorId 'ChecklistInvalid*'
        { Invoke-GoChecklist (Join-Path $TestDrive none.yaml) local } | Should -Throw -ErrorId 'ChecklistInvalid*'
    }

    It 'ends within a second when nobody takes more, and leaves no process' {
        $seconds = "4$(Get-Random -Minimum 100000 -Maximum 999999)"
        Write-Checklist "id: quick, script: 'true'", "id: slow, when: slow, script: 'sleep $seconds & sleep $seconds'"
        $inventory = Join-Path $TestDrive inventory.yaml
        Set-Content $inventory "version: 1`nhosts:`n  quick: {kind: local}`n  slow: {kind: local, tags: [slow]}"
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $finding = Get-GoTarget -Inventory $inventory | Invoke-GoChecklist $path -IncludePassed | Select-Object -First 1
        $finding.RuleId | Should -Be 'quick'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        for ($i = 0; $i -lt 50 -and (Get-Running $seconds); $i++) { Start-Sleep -Milliseconds 100 }
        Get-Running $seconds | Should -BeNullOrEmpty
    }

    It 'ends within a second when it is stopped, and leaves no process' {
        $seconds = "4$(Get-Random -Minimum 100000 -Maximum 999999)"
        Write-Checklist "id: slow, timeout: 60, script: 'sleep $seconds & sleep $seconds'"
        $shell = [powershell]::Create()
        try {
            # One script, not statements added one by one: those go on reading their runspace after Stop, and a Dispose then ends pwsh.
            $null = $shell.AddScript('param($Module, $Path) Import-Module $Module; Invoke-GoChecklist $Path local').AddArgument($module).AddArgument($path)
            $run = $shell.BeginInvoke()
            for ($i = 0; $i -lt 300 -and -not (Get-Running $seconds); $i++) { Start-Sleep -Milliseconds 100 }
            Get-Running $seconds | Should -Not -BeNullOrEmpty
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
            $run.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }

        for ($i = 0; $i -lt 50 -and (Get-Running $seconds); $i++) { Start-Sleep -Milliseconds 100 }
        Get-Running $seconds | Should -BeNullOrEmpty
    }
}
