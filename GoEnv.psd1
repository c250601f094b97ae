@{
    RootModule           = 'GoEnv.dll'
    NestedModules        = @('GoEnv.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '7d3f1c7e-52a8-4b5b-9a54-0d1b7c6e2f90'
    Author               = 'The GoEnv authors'
    CompanyName          = 'The GoEnv authors'
    Copyright            = '(c) The GoEnv authors. MIT licence.'
    Description          = 'Checks and reports on Go (golang) environments on this machine and on Linux servers over SSH, with nothing installed on a target.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('GoEnv.format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Compare-GoEnvironment'
        'ConvertTo-GoReport'
        'Export-GoReport'
        'Get-GoBuildInfo'
        'Get-GoChange'
        'Get-GoFact'
        'Get-GoModule'
        'Get-GoPolicy'
        'Get-GoRule'
        'Get-GoTarget'
        'Import-GoReport'
        'Install-GoToolchain'
        'Invoke-GoChecklist'
        'Invoke-PodGoAudit'
        'Measure-GoCoverage'
        'New-PodGoAuditJob'
        'Receive-PodGoAudit'
        'Repair-GoEnvironment'
        'Save-GoBaseline'
        'Set-GoEnvironment'
        'Set-GoShellProfile'
        'Set-GoSshAccess'
        'Switch-GoToolchain'
        'Test-GoBinary'
        'Test-GoConnection'
        'Test-GoEnvironment'
        'Test-GoModule'
        'Test-GoModuleSetting'
        'Test-GoRuntimeVersion'
        'Test-GoShellProfile'
        'Test-GoToolchain'
        'Undo-GoChange'
        'Uninstall-GoToolchain'
        'Update-GoReleaseData'
    )
    PrivateData          = @{
        PSData = @{
            Tags = @('Go', 'Golang', 'SSH', 'Audit', 'Compliance', 'DevOps', 'PSEdition_Core', 'Linux', 'MacOS', 'Windows')
        }
    }
}
