BeforeDiscovery {
    $yaml = Test-Path (Join-Path $PSScriptRoot '../../out/GoEnv/lib/YamlDotNet.dll')
}

BeforeAll {
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path

    # A process of its own, so that nothing is loaded that a test did not load.
    function Invoke-Fresh([string] $Script) {
        $output = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script" 2>&1
        if ($LASTEXITCODE -ne 0) { throw "$output" }
        $output
    }
}

Describe 'The module' {
    It 'has a valid manifest' {
        $manifest = Test-ModuleManifest (Join-Path $module 'GoEnv.psd1') -ErrorAction Stop
        $manifest.Name | Should -Be 'GoEnv'
        $manifest.PowerShellVersion | Should -Be '7.4'
    }

    It 'exports the cmdlets of its manifest and nothing else' {
        $manifest = Import-PowerShellDataFile (Join-Path $module 'GoEnv.psd1')
        $names = Invoke-Fresh "Import-Module '$module'; (Get-Command -Module GoEnv).Name"
        $names | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'can be imported again with -Force' {
        Invoke-Fresh "Import-Module '$module'; Import-Module '$module' -Force; (Get-GoRule GE0001).Id" | Should -Be 'GE0001'
    }

    It 'can be removed and imported again' {
        Invoke-Fresh "Import-Module '$module'; Remove-Module GoEnv; Import-Module '$module'; (Get-GoRule GE0001).Id" |
            Should -Be 'GE0001'
    }

    It 'leaves nothing of it behind when it is removed' {
        Invoke-Fresh "Import-Module '$module'; Remove-Module GoEnv; @(Get-Command *-Go* -CommandType Cmdlet).Count" | Should -Be 0
    }

    # PersistedAssemblyBuilder came with .NET 9.
    It 'loads its own YamlDotNet beside another version' -Skip:(-not $yaml -or [System.Environment]::Version.Major -lt 9) {
        $code = @"
`$name = [System.Reflection.AssemblyName]::new('YamlDotNet, Version=99.0.0.0')
`$builder = [System.Reflection.Emit.PersistedAssemblyBuilder]::new(`$name, [object].Assembly)
`$null = `$builder.DefineDynamicModule('YamlDotNet').DefineType('YamlDotNet.Other', 'Public').CreateType()
`$builder.Save('$TestDrive/YamlDotNet.dll')
`$other = [System.Reflection.Assembly]::LoadFrom('$TestDrive/YamlDotNet.dll')
Import-Module '$module'
Set-Content '$TestDrive/fleet.yaml' "version: 1``nhosts: [web01]"
(Get-GoTarget -Inventory '$TestDrive/fleet.yaml').Name
@([System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'YamlDotNet' }).Count
`$other.GetType('YamlDotNet.Other').FullName
"@
        Invoke-Fresh $code | Should -Be 'web01', '2', 'YamlDotNet.Other'
    }

    It 'shows targets and rules by its views' {
        $text = Invoke-Fresh "Import-Module '$module'; Get-GoRule GE0001 | Out-String -Width 120"
        "$text" | Should -Match 'Id\s+Category\s+Severity\s+Title'
        $text = Invoke-Fresh "Import-Module '$module'; Test-GoConnection local -Rule GE0001 | Out-String -Width 120"
        "$text" | Should -Match 'Status\s+Severity\s+Rule\s+Target\s+Message'
    }

    It 'loads no assembly of its dependencies into the default context' {
        $names = Invoke-Fresh "Import-Module '$module'; `$null = Get-GoRule; [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach({ `$_.GetName().Name })"
        $names | Should -Not -Contain 'YamlDotNet'
        $names | Should -Not -Contain 'GoEnv.Core'
    }
}
