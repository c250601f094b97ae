BeforeDiscovery {
    $ssh = [bool] (Get-Command ssh -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/GoEnv') -Force
}

Describe 'A target that cannot be reached' -Skip:(-not $ssh) {
    BeforeAll {
        # A name of the top-level domain that never resolves (RFC 6761).
        $found = Test-GoConnection no-such-host.invalid, local -Rule GE0001 -ErrorVariable errors -ErrorAction SilentlyContinue
    }

    It 'gives one error with the id of the cause' {
        @($errors).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'NameNotResolved,*TestGoConnectionCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'is the object of the error, which says what to do next' {
        $errors[0].TargetObject.ToString() | Should -Be 'ssh:no-such-host.invalid'
        $errors[0].TargetObject.GetType().FullName | Should -Be 'GoEnv.Target'
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $errors[0].Exception.Message | Should -BeLike '*no-such-host.invalid*'
    }

    It 'fails the rule GE0001 and does not touch the others' {
        ($found | Where-Object TargetName -eq 'local').Status | Should -Be 'Pass'
        $broken = $found | Where-Object TargetName -eq 'ssh:no-such-host.invalid'
        $broken.Status | Should -Be 'Fail'
        $broken.Actual | Should -Be 'NameNotResolved'
    }

    It 'ends the command under -ErrorAction Stop' {
        { Test-GoConnection no-such-host.invalid -ErrorAction Stop } | Should -Throw -ErrorId 'NameNotResolved,*'
    }

    It 'makes -Quiet false' {
        Test-GoConnection no-such-host.invalid -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It 'gives an error and no facts' {
        Get-GoFact no-such-host.invalid -ErrorAction SilentlyContinue -ErrorVariable errors | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'NameNotResolved,*'
    }
}

Describe 'Wrong input' {
    It 'of a rule ends the command' {
        { Test-GoToolchain local -Rule GE9999 } | Should -Throw -ErrorId 'RuleNotFound,*'
    }

    It 'of a file ends the command and names it' {
        $failure = { Test-GoToolchain local -Policy (Join-Path $TestDrive 'none.yaml') } |
            Should -Throw -ErrorId 'PolicyInvalid,*' -PassThru
        $failure.Exception.Message | Should -BeLike '*none.yaml*'
        { Get-GoTarget -Inventory (Join-Path $TestDrive 'none.yaml') } | Should -Throw -ErrorId 'InventoryInvalid,*'
    }

    It 'of a file is looked for where PowerShell is, not where the process is' {
        Set-Content (Join-Path $TestDrive 'here.yaml') "version: 1`nhosts: [web01]"
        Push-Location $TestDrive
        try {
            (Get-GoTarget -Inventory ./here.yaml).Name | Should -Be 'web01'
        }
        finally {
            Pop-Location
        }
    }
}
