BeforeAll {
    Import-Module (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path -Force
    $path = Join-Path $TestDrive c.yaml
    Set-Content $path "version: 1`nchecks:`n- {id: good, script: 'true'}`n- {id: bad, command: [sh, -c, 'exit 4']}"
}

Describe 'A checklist' -Skip:$IsWindows {
    It 'gives findings, to every report' {
        $findings = Invoke-GoChecklist local -Path $path -IncludePassed
        $findings.RuleId | Should -Be 'good', 'bad'
        $findings.Status | Should -Be 'Pass', 'Fail'
        $findings | Export-GoReport (Join-Path $TestDrive junit.xml), (Join-Path $TestDrive c.md)
        Join-Path $TestDrive junit.xml | Should -FileContentMatch 'exit code is 4'
        Invoke-GoChecklist local -Path $path -Quiet | Should -BeFalse
    }

    It 'runs nothing with -WhatIf' {
        $mark = Join-Path $TestDrive mark
        Set-Content $path "version: 1`nchecks:`n- {id: mark, script: 'touch $mark'}"
        Invoke-GoChecklist local -Path $path -WhatIf | Should -BeNullOrEmpty
        $mark | Should -Not -Exist
        Invoke-GoChecklist local -Path $path | Should -BeNullOrEmpty
        $mark | Should -Exist
    }

    It 'with an error ends the command and names the place' {
        Set-Content $path "version: 1`nchecks:`n- {id: a, script: x, dependsOn: a}"
        { Invoke-GoChecklist local -Path $path } | Should -Throw '*c.yaml:3:3:*' -ErrorId 'ChecklistInvalid*'
    }
}
