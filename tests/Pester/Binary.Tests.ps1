BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv')
    $script:folder = if ($env:GOENV_TEST_GO) { $env:GOENV_TEST_GO } else { Join-Path ($env:XDG_CACHE_HOME ? $env:XDG_CACHE_HOME : "$HOME/.cache") 'goenv-tests/go' }
    $script:go = Join-Path $folder '1.27/bin/go'
}

Describe 'Binaries' {
    BeforeEach {
        if (-not (Test-Path $go)) { Set-ItResult -Skipped -Because 'there is no Go 1.27' }
    }

    It 'compares versions by the rules of Go' {
        @(Get-GoBuildInfo $go | Where-Object GoVersion -gt 1.26).Count | Should -Be 1
        @(Get-GoBuildInfo $go | Where-Object GoVersion -lt 1.26).Count | Should -Be 0
    }

    It 'takes 1.20 for Go 1.20, though the number has lost its zero' {
        $go119 = Join-Path $folder '1.19/bin/go'
        if (-not (Test-Path $go119)) { Set-ItResult -Skipped -Because 'there is no Go 1.19' }
        @(Get-GoBuildInfo $go119 | Where-Object GoVersion -lt 1.20).Count | Should -Be 1
        @(Get-GoBuildInfo $go119 | Where-Object { $_.GoVersion -lt 1.20 }).Count | Should -Be 1
        @(Get-GoBuildInfo $go | Where-Object GoVersion -lt 1.30).Count | Should -Be 1
        @(Get-GoBuildInfo $go | Where-Object GoVersion -lt '1.3').Count | Should -Be 0
        @(Get-GoBuildInfo $go | Where-Object GoVersion -gt ([version] '1.26')).Count | Should -Be 1
    }

    It 'takes files from the pipeline, whatever they link to' {
        (Get-ChildItem $go | Get-GoBuildInfo).Path | Should -Be (Get-ChildItem $go).FullName
    }

    It 'keeps the names of ConvertTo-Json' {
        $json = Get-GoBuildInfo $go | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        $json.GoVersionText | Should -BeLike 'go1.27*'
        $json.PSObject.Properties.Name | Select-Object -First 8 |
            Should -Be 'Path', 'GoVersion', 'GoVersionText', 'Package', 'Main', 'Module', 'Version', 'Deps'
    }

    It 'writes what is wrong with a binary as soon as it was read' {
        if (-not (Test-Path (Join-Path $folder '1.19/bin/go'))) { Set-ItResult -Skipped -Because 'there is no Go 1.19' }
        $rest = Test-GoBinary $folder -Recurse -Stage Deployment -Rule GE9010 -IncludePassed
        $rest.Status | Sort-Object -Unique | Should -Be 'Fail'
        $time = [Diagnostics.Stopwatch]::StartNew()
        Test-GoBinary $folder, / -Recurse -Stage Deployment -Rule GE9010 -ErrorAction SilentlyContinue | Select-Object -First 1 | Should -HaveCount 1
        $time.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'takes binaries and targets from the pipeline' {
        (Get-GoBuildInfo $go | Test-GoBinary -Rule GE9002 -IncludePassed).Status | Should -Be 'Pass'
        $target = (Test-GoConnection local -Rule GE0001 -IncludePassed)[0].Target
        ($target | Test-GoBinary -Path $go -Rule GE9002 -IncludePassed).Target.Name | Should -Be 'local'
    }
}
