BeforeDiscovery {
    $posix = -not $IsWindows
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force
    $policy = Join-Path $TestDrive 'policy.yaml'
    $before = $env:GOINSECURE

    # One fault of this machine, which GE3013 names as a warning.
    $env:GOINSECURE = 'example.invalid'

    function Write-Policy([string] $Text) {
        Set-Content $policy "version: 1`n$Text"
    }

    $live = 'waivers: [{rule: GE3013, target: local, owner: Platform team, reason: Until the move., expires: 2099-12-31}]'
    $run = @{ Target = 'local'; Policy = $policy; Rule = 'GE3013', 'GE09*' }
}

AfterAll {
    $env:GOINSECURE = $before
}

Describe 'A waived finding' -Skip:(-not $posix) {
    BeforeAll {
        Write-Policy $live
        $finding = Test-GoModuleSetting @run
    }

    It 'stays, is marked, and says who accepts it' {
        $finding.Status | Should -Be 'Fail'
        $finding.IsWaived | Should -BeTrue
        $finding.Waiver.Owner | Should -Be 'Platform team'
        $finding.Waiver.Expires | Should -Be ([DateOnly]::new(2099, 12, 31))
        $finding.Waiver.Location | Should -Be "${policy}:2"
    }

    It 'is shown as waived in tables and lists' {
        $finding | Format-Table | Out-String -Width 200 | Should -Match '(?m)^Waived +Warning +GE3013 +local'
        $finding | Format-List | Out-String -Width 200 | Should -Match 'Waiver +: until 2099-12-31 by Platform team: Until the move.'
    }

    It 'fails nothing' {
        Test-GoModuleSetting @run -Quiet | Should -BeTrue
        { Test-GoModuleSetting @run -ErrorOnFail } | Should -Not -Throw
    }

    It 'is waived in a report, and read back' {
        $report = Join-Path $TestDrive 'waived.json'
        Test-GoModuleSetting @run | Export-GoReport $report -ErrorOnFail
        (Import-GoReport $report).Waiver | Should -Be $finding.Waiver
        (Get-Content $report -Raw | ConvertFrom-Json).counts.waived | Should -Be 1
    }
}

Describe 'Waivers that are wrong' -Skip:(-not $posix) {
    It 'are findings at their lines, and waive nothing' {
        Write-Policy (@'
rules: {GE0002: {noWaiver: true}}
waivers:
  - {rule: GE3013, target: local, owner: Me, reason: r, expires: 2020-01-01}
  - {rule: GE3013, target: local, subject: none, owner: Me, reason: r, expires: 2099-01-01}
  - {rule: GE0002, target: local, owner: Me, reason: r, expires: 2099-01-01}
'@)
        $findings = Test-GoEnvironment local -Policy $policy -Rule GE3013, GE0002, GE09*
        ($findings | Where-Object RuleId -eq GE3013).IsWaived | Should -BeFalse
        $wrong = $findings | Where-Object Category -eq Policy
        $wrong.RuleId | Should -Be 'GE0901', 'GE0902', 'GE0903'
        $wrong.Location | Should -Be "${policy}:4", "${policy}:5", "${policy}:6"
    }

    It 'cannot silence a target that is not reached' -Skip:(-not (Get-Command ssh -CommandType Application -ErrorAction Ignore)) {
        Write-Policy "failOn: never`nmaxUnknown: 99`nwaivers: [{rule: GE*, target: '*', unknown: true, owner: Me, reason: r, expires: 2099-01-01}]"
        $wrong = @{ Target = 'no-such-host.invalid'; Policy = $policy; ErrorAction = 'SilentlyContinue' }
        $findings = Test-GoConnection @wrong
        ($findings | Where-Object RuleId -eq GE0001).IsWaived | Should -BeFalse
        Test-GoConnection @wrong -Quiet | Should -BeFalse
        { Test-GoConnection @wrong -ErrorOnFail } | Should -Throw -ErrorId 'FindingsUnknown,*'
    }
}

Describe '-ErrorOnFail' -Skip:(-not $posix) {
    BeforeEach {
        Write-Policy ''
        $report = Join-Path $TestDrive "$([guid]::NewGuid()).json"
    }

    It 'throws nothing unless it is asked for' {
        { Test-GoModuleSetting @run -ErrorAction Stop } | Should -Not -Throw
    }

    It 'ends with one error after the findings' {
        $found = [System.Collections.Generic.List[object]]::new()
        { Test-GoModuleSetting @run -ErrorOnFail | ForEach-Object { $found.Add($_) } } |
            Should -Throw -ErrorId 'FindingsFailed,GoEnv.Cmdlets.TestGoModuleSettingCommand' -ExpectedMessage '1 finding of severity warning or error failed.'
        $found.Count | Should -Be 1
    }

    It 'of Export-GoReport comes after the report' {
        { Test-GoModuleSetting @run -IncludePassed | Export-GoReport $report -ErrorOnFail } | Should -Throw -ErrorId 'FindingsFailed,*'
        @(Import-GoReport $report).Count | Should -Be 1
    }

    It 'lets the reports behind it be written, and the last of them raises it' {
        $second = Join-Path $TestDrive "$([guid]::NewGuid()).html"
        { Test-GoModuleSetting @run -ErrorOnFail | Where-Object Status -EQ Fail | Export-GoReport $report -PassThru | Export-GoReport $second } |
            Should -Throw -ErrorId 'FindingsFailed,GoEnv.Cmdlets.ExportGoReportCommand' -ExpectedMessage '1 finding of severity warning or error failed.'
        @(Import-GoReport $report).Count | Should -Be 1
        Get-Content -Raw $second | Should -Match 'GE3013'
        $text = [System.Collections.Generic.List[string]]::new()
        { Test-GoModuleSetting @run -ErrorOnFail | ConvertTo-GoReport Markdown | ForEach-Object { $text.Add($_) } } | Should -Throw -ErrorId 'FindingsFailed,*'
        $text | Should -Match 'GE3013'
    }

    It 'is not lost in a report of an inner pipeline' {
        { Test-GoModuleSetting @run -ErrorOnFail | ForEach-Object { Write-Output $_ | Export-GoReport $report } } |
            Should -Throw -ErrorId 'FindingsFailed,GoEnv.Cmdlets.TestGoModuleSettingCommand'
        @(Import-GoReport $report).Count | Should -Be 1
        $none = Join-Path $TestDrive 'no-such-folder/a.json'
        { Test-GoModuleSetting @run -ErrorOnFail | ForEach-Object { try { Write-Output $_ | Export-GoReport $none } catch { $null = $_ } } } |
            Should -Throw -ErrorId 'FindingsFailed,*'
        { Test-GoModuleSetting @run -ErrorOnFail | Export-GoReport $none } | Should -Throw -ErrorId 'ReportNotWritten,*'
    }

    It 'is raised once, by the run that failed' {
        $kept = @(Test-GoModuleSetting @run -ErrorAction Stop)
        $ran = [System.Collections.Generic.List[object]]::new()
        { Test-GoModuleSetting @run -ErrorOnFail | ForEach-Object { $ran.Add($_) } } | Should -Throw -ErrorId 'FindingsFailed,*'
        $ran.Count | Should -Be $kept.Count
        { $ran | Export-GoReport $report } | Should -Not -Throw
        @(Import-GoReport $report).Count | Should -Be $kept.Count
    }

    It 'does not take no finding for a pass' {
        { @() | Export-GoReport $report -ErrorOnFail } | Should -Throw -ErrorId 'NothingJudged,*'
    }

    It 'counts by -FailOn, and that by the policy' {
        { Test-GoModuleSetting @run -ErrorOnFail -FailOn Error } | Should -Not -Throw
        Write-Policy 'failOn: error'
        { Test-GoModuleSetting @run -ErrorOnFail } | Should -Not -Throw
        Test-GoModuleSetting @run -Quiet | Should -BeTrue
        Test-GoModuleSetting @run -Quiet -FailOn Warning | Should -BeFalse
        { Test-GoModuleSetting @run | Export-GoReport $report -Policy $policy -ErrorOnFail } | Should -Not -Throw
    }

    It 'gives a script the exit code 1' {
        $module = (Get-Module GoEnv).ModuleBase
        Write-Policy 'categories: [Module]'
        $page = Get-Content -Raw (Join-Path $PSScriptRoot '../../docs/gates.md')
        $scripts = [regex]::Matches($page, '(?s)```powershell\n(.*?)```').ForEach({ $_.Groups[1].Value.Replace('Import-Module GoEnv', "Import-Module '$module'") })
        $scripts.Count | Should -Be 2
        $scripts[0] = $scripts[0].Replace('local', 'local, no-such-host.invalid')
        $scripts[1] = "Import-Module '$module'`n" + $scripts[1]
        Push-Location $TestDrive
        try {
            foreach ($script in $scripts) {
                Set-Content gate.ps1 $script
                $null = & (Get-Process -Id $PID).Path -NoProfile -File ./gate.ps1 2>&1
                $LASTEXITCODE | Should -Be 1
            }

            (Select-Xml -Path junit.xml -XPath //testsuite).Node.name | Sort-Object | Should -Be 'local', 'ssh:no-such-host.invalid'
            'report.html' | Should -Exist
            Set-Content policy.yaml 'version: 2'
            $null = & (Get-Process -Id $PID).Path -NoProfile -File ./gate.ps1 2>&1
            $LASTEXITCODE | Should -Be 64
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'A policy' {
    It 'is shown with the origin of each value' {
        Write-Policy "failOn: error`nlabels:`n  env=prod:`n    rules: {GE1003: {severity: warning}}"
        $said = Get-GoPolicy $policy
        $said.Name | Should -Be 'failOn', 'labels.env=prod', 'labels.env=prod.rules.GE1003.severity'
        $said.Origin | Should -Be "${policy}:2", "${policy}:4", "${policy}:5"
        $all = Get-GoPolicy $policy -Effective -Label env=prod
        ($all | Where-Object Name -eq rules.GE1003.severity).Origin | Should -Be "${policy}:5"
        ($all | Where-Object Name -eq rules.GE1001.severity).Origin | Should -Be 'default'
        (Get-GoPolicy $policy -Effective -Target local | Where-Object Name -eq rules.GE1003.severity).Value | Should -Be 'error'
    }

    It 'that is wrong ends the command with the place' {
        Write-Policy 'waivers: [{rule: GE1003}]'
        { Get-GoPolicy $policy } | Should -Throw -ErrorId 'PolicyInvalid,*' -ExpectedMessage "${policy}:2:11: 'target' or 'label' is missing*"
        { Get-GoPolicy -Profile servr } | Should -Throw -ErrorId 'ProfileNotFound,*' -ExpectedMessage "*did you mean 'server'*"
    }

    It 'has its profiles completed' {
        $line = 'Test-GoToolchain -Profile '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'workstation', 'build-agent', 'server', 'pod'
    }
}
