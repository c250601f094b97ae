BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force
    $module = Join-Path $TestDrive 'm'
    $null = New-Item -ItemType Directory $module
    Set-Content (Join-Path $module 'go.mod') 'module example.com/m'
    Set-Content (Join-Path $module 'a.go') "package m`n`nfunc A(n int) int {`n`tif n > 1 {`n`t`treturn 1`n`t}`n`treturn n`n}`n"
    $profile1 = Join-Path $module 'cover.out'
    Set-Content $profile1 "mode: count`nexample.com/m/a.go:3.19,4.11 1 2`nexample.com/m/a.go:4.11,6.3 1 0`nexample.com/m/a.go:7.2,7.10 1 2"
    $policy = Join-Path $TestDrive 'policy.yaml'
    Set-Content $policy "version: 1`ncoverage: {total: 80}"
    Push-Location $module
}

AfterAll {
    Pop-Location
}

Describe 'Measure-GoCoverage' {
    It 'gives the total as Go prints it' {
        $total = Measure-GoCoverage cover.out
        $total.Coverage | Should -Be '66.7%'
        $total.Statements | Should -Be 3
        $total.FunctionCoverage | Should -Be '66.7%'
        "$total" | Should -Be 'coverage: 66.7% of statements'
        $total | Format-Table | Out-String | Should -Match '(?m)^66\.7% +2 +3 +1 +1'
    }

    It 'takes files from the pipeline and merges them' {
        Copy-Item cover.out twice.out
        (Get-ChildItem cover.out, twice.out | Measure-GoCoverage -By File).Covered | Should -Be 2
    }

    It 'counts by package, file and function' {
        (Measure-GoCoverage cover.out -By Package).Package | Should -Be 'example.com/m'
        (Measure-GoCoverage cover.out -By File).Shown | Should -Be 'a.go'
        "$(Measure-GoCoverage cover.out -By Function)" | Should -Be "example.com/m/a.go:3:`tA`t66.7%"
    }

    It 'names the line of what is wrong' {
        Set-Content bad.out "mode: set`nwhat"
        { Measure-GoCoverage bad.out } | Should -Throw -ErrorId 'CoverageInvalid,*' -ExpectedMessage "*bad.out:2: 'what' is not a line of a cover profile*"
        { Measure-GoCoverage nothing.out } | Should -Throw -ErrorId 'CoverageInvalid,*'
    }

    It 'gives findings where the policy has a minimum' {
        $finding = Measure-GoCoverage cover.out -Policy $policy 6>$null
        $finding.RuleId | Should -Be 'GE0951'
        $finding.Location | Should -Be 'a.go:4'
        Measure-GoCoverage cover.out -Policy $policy -Quiet | Should -BeFalse
        { Measure-GoCoverage cover.out -Policy $policy -ErrorOnFail 6>$null } | Should -Throw -ErrorId 'FindingsFailed,*'
        Measure-GoCoverage cover.out -Policy $policy 6>$null | Export-GoReport coverage.sarif
        $sarif = Get-Content coverage.sarif -Raw | ConvertFrom-Json
        $sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri | Should -Be 'a.go'
        $sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine | Should -Be 4
    }

    It 'judges nothing without a minimum, and says so' {
        { Measure-GoCoverage cover.out -Quiet } | Should -Throw -ErrorId 'CoverageMinimumMissing,*'
        { Measure-GoCoverage cover.out -Policy $policy -Rule GE0954 } | Should -Throw -ErrorId 'RuleNotFound,*'
    }

    It 'takes an empty pipeline for no good news' {
        { @() | Measure-GoCoverage -Policy $policy -Quiet } | Should -Throw -ErrorId 'CoverageMissing,*'
    }

    It 'does not take a wrong base for no change' -Skip:(-not (Get-Command git -CommandType Application -ErrorAction Ignore)) {
        { Measure-GoCoverage cover.out -Base no-such-base } | Should -Throw -ErrorId 'BaseInvalid,*'
    }

    It 'writes Cobertura and HTML, and nothing under -WhatIf' {
        $null = Measure-GoCoverage cover.out -CoberturaPath c.xml -HtmlPath c.html -WhatIf
        'c.xml' | Should -Not -Exist
        $null = Measure-GoCoverage cover.out -CoberturaPath c.xml -HtmlPath c.html
        ([xml](Get-Content c.xml -Raw)).coverage.packages.package.classes.class.filename | Should -Be 'a.go'
        Get-Content c.html -Raw | Should -Match '66\.7% of 3 statements covered'
    }
}
