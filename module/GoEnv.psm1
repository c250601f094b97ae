# The cmdlets are compiled (lib/GoEnv.dll). This file loads them in an assembly load context of their own.
$null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($PSScriptRoot, 'GoEnv.Loader.dll'))
$inner = Import-Module -Assembly ([GoEnv.Loader.ModuleContext]::Load([System.IO.Path]::Combine($PSScriptRoot, 'lib'))) -PassThru
Export-ModuleMember -Cmdlet @($inner.ExportedCmdlets.Keys)
