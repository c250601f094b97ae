# The cmdlets are compiled (lib/GoEnv.dll). This file loads them in an assembly load context of their own.
$null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($PSScriptRoot, 'GoEnv.Loader.dll'))
$inner = Import-Module -Assembly ([GoEnv.Loader.ModuleContext]::Load([System.IO.Path]::Combine($PSScriptRoot, 'lib'))) -PassThru

# PowerShell takes the assembly of a second import from its cache and then does not hand its cmdlets to this module; no
# public member does it.
$self = $ExecutionContext.SessionState.Module
if ($self.ExportedCmdlets.Count -eq 0) {
    $add = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        $null = $add.Invoke($self, @(, $cmdlet))
    }
}

Export-ModuleMember -Cmdlet @($inner.ExportedCmdlets.Keys)
