BeforeAll {
    Import-Module (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path -Force
    $path = Join-Path $TestDrive baseline.json
    $limits = @{ ProbeTimeoutSeconds = 60; TimeoutSeconds = 180 }
}

Describe 'A baseline' -Skip:$IsWindows {
    It 'is written whole' {
        $findings = Save-GoBaseline local -Path $path -PassThru @limits
        $findings[0].GetType().FullName | Should -Be GoEnv.Finding
        $baseline = Get-Content $path -Raw | ConvertFrom-Json -Depth 50 -DateKind String
        $baseline.kind | Should -Be baseline
        $baseline.targets.Count | Should -Be 1
    }

    It 'is not written with -WhatIf' {
        Save-GoBaseline local -Path (Join-Path $TestDrive none.json) -WhatIf | Should -BeNullOrEmpty
        Join-Path $TestDrive none.json | Should -Not -Exist
    }

    It 'says what changed, to every report' {
        $baseline = Get-Content $path -Raw | ConvertFrom-Json -Depth 50 -DateKind String
        $baseline.targets[0].facts.host.kernelRelease = '1.2.3-older'
        $changed = Join-Path $TestDrive changed.json
        $baseline | ConvertTo-Json -Depth 50 -Compress | Set-Content $changed
        $drift = Compare-GoEnvironment -Reference $changed -Part Facts @limits | Where-Object Status -eq Fail
        $drift.Subject | Should -Contain 'host.kernelRelease'
        $drift | Where-Object Subject -eq host.kernelRelease | ForEach-Object Message | Should -Match "kernel's release changed from 1.2.3-older to"
        $drift | Export-GoReport (Join-Path $TestDrive drift.md)
        Join-Path $TestDrive drift.md | Should -FileContentMatch 'older'
        Compare-GoEnvironment local -Reference $changed -Quiet @limits | Should -BeFalse
    }

    It 'that has no such target gives an Unknown' {
        $baseline = Get-Content $path -Raw | ConvertFrom-Json -Depth 50 -DateKind String
        $baseline.targets[0].target = 'ssh:other'
        $other = Join-Path $TestDrive other.json
        $baseline | ConvertTo-Json -Depth 50 -Compress | Set-Content $other
        $finding = Compare-GoEnvironment local -Reference $other @limits
        $finding.RuleId, $finding.Status | Should -Be 'GE0802', 'Unknown'
        { Compare-GoEnvironment local -Reference $other -ReferenceName nobody } | Should -Throw -ErrorId 'ReferenceInvalid*'
    }

    It 'that is damaged ends the command' {
        Set-Content (Join-Path $TestDrive bad.json) '{"kind":"baseline","schemaVersion":1'
        { Compare-GoEnvironment local -Reference (Join-Path $TestDrive bad.json) } | Should -Throw -ErrorId 'BaselineInvalid*'
    }
}
