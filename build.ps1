<#
.SYNOPSIS
Builds, tests and packs GoEnv; a thin front to dotnet and test.sh.
.EXAMPLE
./build.ps1
.EXAMPLE
./build.ps1 -Task Build, Test, Pack -Configuration Release
#>
[CmdletBinding()]
param(
    # What to do, in this order: Build assembles out/GoEnv and out/goenvctl; Test passes all tests; Docs makes the help
    # from docs/cmdlets anew; Pack makes out/packages.
    [ValidateSet('Build', 'Test', 'Docs', 'Pack')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$module = Join-Path $PSScriptRoot 'out/GoEnv'

foreach ($name in 'Build', 'Test', 'Docs', 'Pack') {
    if ($name -notin $Task) {
        continue
    }

    switch ($name) {
        'Build' {
            dotnet build (Join-Path $PSScriptRoot 'GoEnvPowerShell.sln') --nologo --configuration $Configuration
        }
        'Test' {
            & (Join-Path $PSScriptRoot 'test.sh')
        }
        'Docs' {
            $builder = Join-Path $PSScriptRoot 'src/HelpBuilder'
            $pages = Join-Path $PSScriptRoot 'docs/cmdlets'
            dotnet run --project $builder --configuration $Configuration -- $pages (Join-Path $module 'en-US/GoEnv.dll-Help.xml')
        }
        'Pack' {
            $manifest = Import-PowerShellDataFile (Join-Path $module 'GoEnv.psd1')
            $packages = Join-Path $PSScriptRoot 'out/packages'
            $null = New-Item -ItemType Directory $packages -Force
            $package = Join-Path $packages "GoEnv.$($manifest.ModuleVersion).zip"
            Compress-Archive -Path $module -DestinationPath $package -Force
            Get-Item $package
        }
    }
}
