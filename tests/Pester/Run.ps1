# Runs the Pester tests against out/GoEnv and prints the counts; the exit code is the number of failures.
param(
    # Which files to run.
    [string] $Filter = '*.Tests.ps1',

    # How much Pester prints.
    [ValidateSet('None', 'Normal', 'Detailed')]
    [string] $Output = 'Normal'
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0
$configuration = New-PesterConfiguration
$configuration.Run.Path = @(Get-ChildItem (Join-Path $PSScriptRoot $Filter)).FullName
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Output
$configuration.TestRegistry.Enabled = $false
$result = Invoke-Pester -Configuration $configuration
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
Write-Output ('Pester: {0} passed, {1} failed, {2} skipped' -f $result.PassedCount, $failed, $result.SkippedCount)
exit $failed
