BeforeDiscovery {
    $posix = -not $IsWindows
}

BeforeAll {
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path
    Import-Module $module -Force
    $saved = @{}
    foreach ($name in 'HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'GOENV', 'PATH') {
        $saved[$name] = [Environment]::GetEnvironmentVariable($name)
    }

    # A home of its own for this account, whose settings are all of this machine that is changed here.
    function Initialize-TestHome {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $env:HOME = $folder
        $env:XDG_STATE_HOME = Join-Path $folder 'state'
        $env:XDG_CONFIG_HOME = $null
        $env:GOENV = $null
        $null = New-Item -ItemType Directory (Join-Path $folder '.config/go')
        $folder
    }

    function Write-Text([string] $Path, [string] $Text) {
        [System.IO.File]::WriteAllText($Path, $Text)
    }

    function Get-Text([string] $Path) {
        [System.IO.File]::ReadAllText($Path)
    }

    # An ssh that never answers; each one leaves its process id in a file.
    function Add-SilentSsh([string] $Folder) {
        Set-Content (Join-Path $Folder 'ssh') "#!/bin/sh`nprintf x > '$Folder'/`$`$.pid`nexec sleep 600"
        chmod +x (Join-Path $Folder 'ssh')
        $env:PATH = $Folder + [System.IO.Path]::PathSeparator + $saved.PATH
    }

    function Get-Alive([string] $Folder) {
        @(Get-ChildItem $Folder -Filter *.pid | ForEach-Object BaseName | Where-Object { Get-Process -Id $_ -ErrorAction Ignore })
    }
}

AfterAll {
    foreach ($name in $saved.Keys) {
        [Environment]::SetEnvironmentVariable($name, $saved[$name])
    }
}

Describe 'Repair-GoEnvironment' -Skip:(-not $posix) {
    BeforeEach {
        $home1 = Initialize-TestHome
        $file = Join-Path $home1 '.config/go/env'
        Write-Text $file "GOSUMDB=off`r`nGONOSUMCHECK=1`nGOBIN=/b"
        Write-Text (Join-Path $home1 '.netrc') "machine git.example.com login me password none`n"
        chmod 644 (Join-Path $home1 '.netrc')
        $rules = 'GE3009', 'GE3018'
    }

    It 'shows the diff and changes nothing with -WhatIf' {
        $before = Get-Text $file
        $shown = pwsh -NoProfile -Command "Import-Module '$module'; Test-GoEnvironment local -Rule $($rules -join ',') | Repair-GoEnvironment -WhatIf"
        $shown | Should -Contain '-GONOSUMCHECK=1'
        ($shown -join "`n") | Should -Match 'mode 600'
        Get-Text $file | Should -BeExactly $before
        Get-GoChange | Should -BeNullOrEmpty
    }

    It 'mends, verifies, finds nothing to do again, and is undone byte for byte' {
        $before = Get-Text $file
        $result = Test-GoEnvironment local -Rule $rules | Repair-GoEnvironment -PassThru -Confirm:$false
        $result.Status | Should -Be 'Changed'
        $result.Verified | Should -BeTrue
        $result.Before.Count | Should -Be 2
        Test-GoEnvironment local -Rule $rules | Should -BeNullOrEmpty
        Test-GoEnvironment local -Rule $rules -IncludePassed | Repair-GoEnvironment -PassThru | Should -BeNullOrEmpty
        "$(Test-GoEnvironment local -Rule $rules | Repair-GoEnvironment 6>&1)" | Should -Be 'Nothing to do: no finding fails or is unknown.'

        $change = Get-GoChange -Target local -Last 1
        $change.State | Should -Be 'Verified'
        $change.Id | Should -Be $result.ChangeId
        ($change | Undo-GoChange -PassThru -Confirm:$false).Status | Should -Be 'Changed'
        Get-Text $file | Should -BeExactly $before
        stat -c %a (Join-Path $home1 '.netrc') | Should -Be '644'
        (Get-GoChange -Id $result.ChangeId).State | Should -Be 'Undone'
    }

    It 'saves a plan, applies it later, and refuses it when the file has changed' {
        $plan = Join-Path $home1 'plan.json'
        $planned = Test-GoEnvironment local -Rule $rules | Repair-GoEnvironment -PlanPath $plan -PassThru
        $planned.Status | Should -Be 'Planned'
        (Get-Content $plan -Raw | ConvertFrom-Json).kind | Should -Be 'plan'
        (Repair-GoEnvironment -Plan $plan -PassThru -Confirm:$false).Status | Should -Be 'Changed'
        Repair-GoEnvironment -Plan $plan -PassThru -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable errors | ForEach-Object Status | Should -Be 'Failed'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'TargetMovedOn,*'
    }

    It 'asks the target again about findings of a saved report' {
        $report = Join-Path $home1 'found.json'
        Test-GoEnvironment local -Rule GE3006 | Export-GoReport $report
        Write-Text $file 'GOSUMDB=sum.golang.google.cn'
        (Import-GoReport $report | Repair-GoEnvironment -PassThru -Confirm:$false).Status | Should -Be 'Unchanged'
        Get-Text $file | Should -BeExactly 'GOSUMDB=sum.golang.google.cn'
        Get-GoChange | Should -BeNullOrEmpty
    }

    It 'wants findings' {
        { Repair-GoEnvironment } | Should -Throw -ErrorId 'NothingToRepair,*'
    }

    It 'ends at once with Select-Object -First 1' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Test-GoEnvironment local -Rule $rules | Repair-GoEnvironment -PassThru -Confirm:$false | Select-Object -First 1
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 15
    }

    It 'stopped by Ctrl+C ends within a second and leaves no process' {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Add-SilentSsh $folder
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$module'; 1..8 | ForEach-Object { `"web`$_`" } | Set-GoEnvironment -Variable @{ GOBIN = '/b' } -Confirm:`$false")
            $run = $shell.BeginInvoke()
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            while ((Get-Alive $folder).Count -lt 8) {
                if ($clock.Elapsed.TotalSeconds -gt 20) { throw 'ssh was not started' }
                [System.Threading.Thread]::Yield()
            }

            $clock.Restart()
            $shell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
            $run.IsCompleted | Should -BeTrue
            Get-Alive $folder | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            $env:PATH = $saved.PATH
            Get-Alive $folder | ForEach-Object { Stop-Process -Id $_ }
        }
    }
}

Describe 'Set-GoEnvironment' -Skip:(-not $posix) {
    BeforeEach {
        $home1 = Initialize-TestHome
        $file = Join-Path $home1 '.config/go/env'
    }

    It 'writes what go env -w writes, and says when nothing is to be done' {
        (Set-GoEnvironment local -Variable @{ GOPRIVATE = 'git.example.com/*'; GOBIN = '/b' } -PassThru -Confirm:$false).Status | Should -Be 'Changed'
        Get-Text $file | Should -BeExactly "GOBIN=/b`nGOPRIVATE=git.example.com/*`n"
        (Set-GoEnvironment local -Variable @{ GOBIN = '/b' } -PassThru -Confirm:$false).Status | Should -Be 'Unchanged'
        $null = Set-GoEnvironment local -Unset GOBIN -Confirm:$false
        Get-Text $file | Should -BeExactly "GOPRIVATE=git.example.com/*`n"
    }

    It 'masks a password in what it shows' {
        Write-Text $file "GOPROXY=https://me:hunter22@proxy.example.com`n"
        $shown = pwsh -NoProfile -Command "Import-Module '$module'; Set-GoEnvironment local -Variable @{ GOBIN = '/b' } -WhatIf"
        ($shown -join "`n") | Should -Match '\+GOBIN=/b'
        ($shown -join "`n") | Should -Not -Match 'hunter22'
        Test-Path (Join-Path $home1 'state') | Should -BeFalse

        Set-GoEnvironment local -Variable @{ GOBIN = '/b' } -Confirm:$false
        $change = Get-GoChange -Last 1
        $json = ConvertTo-Json $change -Depth 9 -WarningAction Ignore
        $json | Should -Not -Match 'hunter22'
        $json | Should -Match 'https://...@proxy.example.com'
        ($change.Steps | Format-List -Property * -Force | Out-String) | Should -Not -Match 'hunter22'
        ($change | Undo-GoChange -PassThru -Confirm:$false).Status | Should -Be 'Changed'
    }

    It 'refuses a name that is no variable' {
        { Set-GoEnvironment local -Variable @{ GOPROXI = 'x' } } | Should -Throw -ErrorId 'VariableRefused,*'
    }

    It 'refuses where GOENV is off' {
        $env:GOENV = 'off'
        try {
            Set-GoEnvironment local -Variable @{ GOBIN = '/b' } -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'PlanFailed,*'
            $errors[0].ErrorDetails.Message | Should -Match 'GOENV is ''off'''
        }
        finally {
            $env:GOENV = $null
        }
    }
}

Describe 'Set-GoShellProfile' -Skip:(-not $posix) {
    BeforeEach {
        $home1 = Initialize-TestHome
        $profile1 = Join-Path $home1 '.bashrc'
    }

    It 'writes one block, never a second, behind a link that stays one' {
        $end = Join-Path $home1 'dotfiles-bashrc'
        Write-Text $end "alias ll='ls -l'`n"
        $null = New-Item -ItemType SymbolicLink $profile1 -Target $end
        (Set-GoShellProfile local -Shell bash -PathFolder /opt/go/bin -PassThru -Confirm:$false).Status | Should -Be 'Changed'
        (Get-Item -Force $profile1).LinkType | Should -Be 'SymbolicLink'
        $text = Get-Text $end
        $text | Should -Match '/opt/go/bin'
        $text | Should -Match "alias ll='ls -l'"
        (Set-GoShellProfile local -Shell bash -PathFolder /opt/go/bin -PassThru -Confirm:$false).Status | Should -Be 'Unchanged'
        Get-Text $end | Should -BeExactly $text

        $null = Get-GoChange -Last 1 | Undo-GoChange -Confirm:$false
        Get-Text $end | Should -BeExactly "alias ll='ls -l'`n"
        (Get-Item -Force $profile1).LinkType | Should -Be 'SymbolicLink'
    }

    It 'shows what it would write' {
        $shown = pwsh -NoProfile -Command "Import-Module '$module'; Set-GoShellProfile local -Shell bash -PathFolder /opt/go/bin -WhatIf"
        ($shown -join "`n") | Should -Match '(?m)^\+.*/opt/go/bin'
        Test-Path $profile1 | Should -BeFalse
    }
}

Describe 'Set-GoSshAccess' -Skip:(-not $posix) {
    BeforeEach {
        $home1 = Initialize-TestHome
        $key = Join-Path $home1 'key'
        ssh-keygen -q -t ed25519 -N '' -C test -f $key
        $keys = Join-Path $home1 '.ssh/authorized_keys'
    }

    It 'adds the key once, with the modes that sshd wants, and takes it back' {
        (Set-GoSshAccess local -KeyFile $key -PassThru -Confirm:$false).Status | Should -Be 'Changed'
        Get-Text $keys | Should -BeExactly (Get-Text "$key.pub")
        stat -c %a $keys (Split-Path $keys) | Should -Be '600', '700'
        (Set-GoSshAccess local -KeyFile $key -PassThru -Confirm:$false).Status | Should -Be 'Unchanged'
        $null = Get-GoChange -Last 1 | Undo-GoChange -Confirm:$false
        Test-Path (Split-Path $keys) | Should -BeFalse
    }

    It 'makes no key with -WhatIf' {
        Set-GoSshAccess local -KeyFile (Join-Path $home1 'new') -WhatIf *> $null
        Test-Path (Join-Path $home1 'new') | Should -BeFalse
        Test-Path $keys | Should -BeFalse
    }
}

Describe 'Undo-GoChange' -Skip:(-not $posix) {
    It 'is refused, and says what differs, when the file has changed since' {
        $home1 = Initialize-TestHome
        $file = Join-Path $home1 '.config/go/env'
        $null = Set-GoEnvironment local -Variable @{ GOBIN = '/b' } -Confirm:$false
        Add-Content $file 'GOFLAGS=-mod=mod'
        Get-GoChange -Last 1 | Undo-GoChange -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'TargetMovedOn,*'
        $errors[0].ErrorDetails.Message | Should -Match 'its content is another one'
        Get-Text $file | Should -BeExactly "GOBIN=/b`nGOFLAGS=-mod=mod`n"
    }
}
