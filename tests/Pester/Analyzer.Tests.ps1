BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $analyzer = [bool] (Get-Module -ListAvailable PSScriptAnalyzer)
    $files = @(
        Get-ChildItem (Join-Path $root 'module'), (Join-Path $root 'tests/Pester') -Recurse -Include *.ps1, *.psm1, *.psd1
        Get-ChildItem $root -File -Filter *.ps1
        Get-Item (Join-Path $root 'PSScriptAnalyzerSettings.psd1'), (Join-Path $root 'out/GoEnv/GoEnv.psd1')
    ).ForEach({ @{ Name = [System.IO.Path]::GetRelativePath($root, $_.FullName); Path = $_.FullName } })
}

Describe 'PSScriptAnalyzer' -Skip:(-not $analyzer) {
    It 'has no findings in <Name>' -ForEach $files {
        $settings = Join-Path $PSScriptRoot '../../PSScriptAnalyzerSettings.psd1'
        $found = Invoke-ScriptAnalyzer -Path $Path -Settings $settings
        $found.ForEach({ "$($_.Line): $($_.RuleName): $($_.Message)" }) | Should -BeNullOrEmpty
    }
}
