BeforeDiscovery {
    $posix = -not $IsWindows
}

BeforeAll {
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/GoEnv')).Path
    Import-Module $module -Force

    # An ssh that never answers (but for -G, which connects to nothing); each one leaves its process id in a file.
    function Add-SilentSsh {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        Set-Content (Join-Path $folder 'ssh') "#!/bin/sh`ncase `" `$* `" in *`" -G `"*) exit 0 ;; esac`nprintf x > '$folder'/`$`$.pid`nexec sleep 600"
        chmod +x (Join-Path $folder 'ssh')
        $folder
    }

    function Get-Started([string] $Folder) {
        @(Get-ChildItem $Folder -Filter *.pid | Where-Object Length -gt 0 | ForEach-Object BaseName)
    }

    function Get-Alive([string] $Folder) {
        @(Get-Started $Folder | Where-Object { Get-Process -Id $_ -ErrorAction Ignore })
    }

    # Waits for a state of the system that has no event; ends as soon as it is there.
    function Wait-Until([scriptblock] $Condition) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            if ($clock.Elapsed.TotalSeconds -gt 20) { throw "Not within 20 s: $Condition" }
            [System.Threading.Thread]::Yield()
        }
    }
}

Describe 'A pipeline that has enough' -Skip:(-not $posix) {
    BeforeEach {
        $before = $env:PATH
        $folder = Add-SilentSsh
        $env:PATH = $folder + [System.IO.Path]::PathSeparator + $before
    }

    AfterEach {
        $env:PATH = $before
        Get-Alive $folder | ForEach-Object { Stop-Process -Id $_ }
    }

    It 'ends within a second and leaves no process' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $finding = 'web01', 'web02', 'local', 'web03' | Test-GoConnection -Rule GE0001 | Select-Object -First 1
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 3 # the local audit itself, and a second
        $finding.TargetName | Should -Be 'local'
        Get-Alive $folder | Should -BeNullOrEmpty
    }

    It 'stopped by Ctrl+C ends within a second and leaves no process' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$module'; 1..20 | ForEach-Object { `"web`$_`" } | Test-GoConnection -ThrottleLimit 20")
            $run = $shell.BeginInvoke()
            Wait-Until { (Get-Started $folder).Count -ge 20 }
            (Get-Alive $folder).Count | Should -Be 20
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
            $run.IsCompleted | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            Get-Alive $folder | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'is given up after -TimeoutSeconds' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $finding = Test-GoConnection localhost -TimeoutSeconds 1 -Rule GE0001 -ErrorAction SilentlyContinue -ErrorVariable errors
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
        $finding.Status | Should -Be 'Fail'
        @($errors).Count | Should -Be 1
        $errors[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        Get-Alive $folder | Should -BeNullOrEmpty
    }
}

Describe 'Output' {
    It 'is one Boolean with -Quiet' {
        $result = Test-GoConnection local -Rule GE0001 -Quiet
        $result | Should -BeOfType [bool]
        $result | Should -BeTrue
    }

    It 'is findings, and passing ones with -IncludePassed' {
        Test-GoEnvironment local -Rule GE0001 | Should -BeNullOrEmpty
        $finding = Test-GoEnvironment local -Rule GE0001 -IncludePassed
        $finding.GetType().FullName | Should -Be 'GoEnv.Finding'
        $finding.Status | Should -Be 'Pass'
    }

    It 'sums up with -Verbose' {
        $messages = Test-GoConnection local -Rule GE0001 -Verbose 4>&1
        @($messages | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -BeLike '1 target: *'
    }
}

Describe 'Completion' {
    It 'offers rules with their titles' {
        $line = 'Test-GoConnection -Rule GE000'
        $match = (TabExpansion2 $line $line.Length).CompletionMatches | Where-Object CompletionText -eq 'GE0001'
        $match.ToolTip | Should -Be (Get-GoRule GE0001).Title
    }

    It 'offers targets' {
        $line = 'Test-GoConnection -Target loc'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'local'
    }

    It 'offers the hosts of ssh_config' -Skip:(-not $posix) {
        $null = New-Item -ItemType Directory (Join-Path $TestDrive 'home/.ssh') -Force
        Set-Content (Join-Path $TestDrive 'home/.ssh/config') "Host goenv-build7 goenv-web*`nHost goenv-web01"
        $before = $env:HOME
        $env:HOME = Join-Path $TestDrive 'home'
        try {
            $line = 'Test-GoConnection -Target goenv-'
            $words = & (Get-Process -Id $PID).Path -NoProfile -Command "Import-Module '$module'; (TabExpansion2 '$line' $($line.Length)).CompletionMatches.CompletionText"
            $words | Should -Be 'goenv-build7', 'goenv-web01'
        }
        finally {
            $env:HOME = $before
        }
    }

    It 'offers areas' {
        $line = 'Get-GoRule -Category Tool'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Toolchain'
    }
}
