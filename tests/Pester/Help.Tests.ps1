BeforeDiscovery {
    $manifest = Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../GoEnv.psd1')
    $cmdlets = $manifest.CmdletsToExport.ForEach({ @{ Name = $_ } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters
}

Describe 'Help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Name -Full
        $parameters = (Get-Command $Name).Parameters.Values | Where-Object Name -NotIn $common
    }

    It 'is the one of the module, with all its parts' {
        $help.Synopsis | Should -Not -Match "$Name \["
        $text = $help | Out-String -Width 200
        foreach ($part in 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'RELATED LINKS') {
            $text | Should -MatchExactly "(?m)^$part"
        }
    }

    It 'has at least two examples with remarks' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $example.code | Should -Not -BeNullOrEmpty
            "$($example.remarks.Text)".Trim() | Should -Not -BeNullOrEmpty
        }

        Get-Help $Name -Examples | Out-String | Should -Match 'Example 2: '
    }

    It 'describes every parameter as it is' {
        foreach ($parameter in $parameters) {
            $described = Get-Help $Name -Parameter $parameter.Name
            "$($described.description.Text)".Trim() | Should -Not -BeNullOrEmpty -Because $parameter.Name
            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
            $described.type.name | Should -Be $type.Name
            $attribute = $parameter.Attributes.Where({ $_ -is [Parameter] })[0]
            $position = if ($attribute.Position -lt 0) { 'named' } else { $attribute.Position }
            $described.position | Should -Be $position
            $described.required | Should -Be "$($attribute.Mandatory)".ToLowerInvariant()
            ($described.pipelineInput -ne 'False') | Should -Be ($attribute.ValueFromPipeline -or $attribute.ValueFromPipelineByPropertyName)
        }
    }

    It 'has examples of cmdlets and parameters that there are' {
        foreach ($example in $help.examples.example) {
            $problems = $null
            $ast = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty
            $calls = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            $calls.Count | Should -BeGreaterThan 0
            foreach ($call in $calls) {
                $command = Get-Command $call.GetCommandName() -ErrorAction Stop
                $used = $call.CommandElements.Where({ $_ -is [System.Management.Automation.Language.CommandParameterAst] })
                foreach ($parameter in $used.ParameterName) {
                    { $command.ResolveParameter($parameter) } | Should -Not -Throw -Because "$($call.Extent.Text)"
                }
            }
        }
    }
}

Describe 'about_GoEnv' {
    It 'names every error of a target' {
        $topic = Get-Help about_GoEnv | Out-String
        $source = Get-Content -Raw (Join-Path $PSScriptRoot '../../src/Core/Targets/TargetException.cs')
        $names = [regex]::Matches($source, '(?m)^    (\w+),$').ForEach({ $_.Groups[1].Value })
        $names.Count | Should -BeGreaterThan 15
        foreach ($name in $names) {
            $topic | Should -MatchExactly "(?m)^    $name\b"
        }
    }
}

Describe 'The pages of the rules' {
    It 'are those of the rules that Get-GoRule lists' {
        $pages = (Get-ChildItem (Join-Path $PSScriptRoot '../../docs/rules/GE*.md')).BaseName | Sort-Object
        (Get-GoRule).Id | Sort-Object | Should -Be $pages
    }
}
