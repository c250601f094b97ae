BeforeDiscovery {
    $posix = -not $IsWindows
}

BeforeAll {
    Import-Module (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path -Force

    function Add-Module([string] $Name, [string] $Text) {
        $folder = Join-Path $TestDrive $Name
        $null = New-Item -ItemType Directory -Force $folder
        [System.IO.File]::WriteAllText((Join-Path $folder 'go.mod'), $Text)
        $folder
    }
}

Describe 'Modules on this machine' -Skip:(-not $posix) {
    BeforeAll {
        $good = Add-Module "it's good" "module example.com/good`n`ngo 1.20`n`nrequire example.com/a v1.0.0 // indirect`n`nreplace example.com/a => ./a`n"
        $null = Add-Module "it's good/a" "module example.com/a`n"
        $bad = Add-Module 'bad' "module example.com/bad`n`ngo 1.20`n`nno`n"
    }

    It 'are read as objects, from any folder within' {
        $module = Get-GoModule -Path "$good/a/..", $bad
        $module.Module | Should -Be 'example.com/good', 'example.com/bad'
        $module[0].Require.Path | Should -Be 'example.com/a'
        $module[0].Require.IsIndirect | Should -BeTrue
        $module[0].Replace.IsFolder | Should -BeTrue
        $module[0].Folders.GoMod.Value.Module.Path | Should -Be 'example.com/a'
        $module[1].GoMod.Value.Errors.Line | Should -Be 5
    }

    It 'are found from the current location' {
        Push-Location $good
        try { (Get-GoModule).Module | Should -Be 'example.com/good' } finally { Pop-Location }
    }

    It 'are judged with file and line' {
        $finding = Test-GoModule -Path $good, $bad -Rule GE3101, GE3107, GE3108
        $finding.RuleId | Should -Be 'GE3101', 'GE3108'
        $finding[0].Location | Should -Be "$bad/go.mod:5"
        $finding[1].Location | Should -Be "$good/go.mod:7"
        $finding[1].Severity | Should -Be 'Information'
    }

    It 'give one Boolean' {
        Test-GoModule -Path $good -Rule GE3101, GE3107 -Quiet | Should -BeTrue
        Test-GoModule -Path $bad -Rule GE3101 -Quiet | Should -BeFalse
    }

    It 'that are not there are errors with ids of their own' {
        Get-GoModule -Path "$TestDrive/none", $TestDrive -ErrorVariable found -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $found.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'PathNotFound', 'ModuleNotFound'
        { Get-GoModule -Path "a`nb" } | Should -Throw -ErrorId 'PathInvalid*'
    }

    It 'are shown as a table' {
        Get-GoModule -Path $good | Out-String -Width 160 | Should -Match 'Module\s+Go\s+Toolchain\s+Folder[\s\S]*example\.com/good\s+1\.20'
    }

    It 'have rules that no other command takes' {
        { Test-GoModuleSetting -Rule GE3101 } | Should -Throw -ErrorId 'RuleNotFound*'
        { Test-GoModule -Rule GE3001 } | Should -Throw -ErrorId 'RuleNotFound*'
    }
}
