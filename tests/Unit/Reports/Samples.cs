using GoEnv.Reports;

namespace GoEnv.Tests.Reports;

/// <summary>Findings for tests of reports.</summary>
internal static class Samples
{
    public static ReportHeader Header { get; } = new()
    {
        Tool = new ReportTool("GoEnv", "1.2.3"),
        CreatedAt = new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.Zero),
        RulePage = id => RulePage.Parse($"# {id} Title of {id}\n\nSeverity: error\n\n## What\n\nWhat `{id}` <looks> at.\n\n```sh\nunset GOROOT\n```\n"),
    };

    /// <summary>What a hostile target or file may put into any text.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
        "</script></style></title>--><svg onload=document.title='owned'>",
        "]]> <![CDATA[ & &amp; &#0; <?php ?>",
        "\u001b[31mred\u001b]0;title\u0007 \u009b1m",
        "evil\u202egnp.exe \u2066isolate\u2069 \u200bzero \ufeffbom",
        "nul\0nul \\0 \\u0000",
        "lone \ud800 and \udc00 and \ufffe\uffff",
        "=cmd|' /C calc'!A0",
        "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1",
        "a,b\"c\"\r\nd;e",
        "| pipe | `code` **bold** [link](https://example.invalid) @everyone https://example.invalid www.example.invalid ![i](j)",
        "\" onmouseover=\"x\" \\\" {label=\"x\"} 1\n# HELP x",
        "{0} [text](1) {{",
        " leading and trailing ",
        new string('x', 1 << 20),
    ];

    public static Finding Finding(
        string rule = "GE1003",
        string target = "ssh:web01",
        FindingStatus status = FindingStatus.Fail,
        Severity severity = Severity.Error,
        string message = "GOROOT is exported as /usr/lib/go by /etc/environment.") => new()
        {
            RuleId = rule,
            Title = "GOROOT is not exported",
            Category = (Category)Math.Clamp(rule[2] - '0', 0, 3),
            Target = Target.Parse(target),
            Status = status,
            Severity = severity,
            Message = message,
            HelpPage = $"docs/rules/{rule}.md",
        };

    /// <summary>One finding for each hostile text, with it in every free text.</summary>
    public static IReadOnlyList<Finding> HostileFindings() => Hostile.Select(text => Finding() with
    {
        Target = Target.Ssh("web01").With(name: text.Length > 1000 ? "big" : text),
        Title = text,
        Message = text,
        Subject = text,
        Location = text + ":3",
        Expected = text,
        Actual = text,
        Evidence = [text, text],
        Fix = text,
        Waiver = text.Length % 2 == 0 && text.Length < 1000 ? new FindingWaiver(text, text, new DateOnly(2027, 1, 31), text) : null,
    }).ToList();

    /// <summary>Findings of every outcome on several targets, interleaved, two of them alike.</summary>
    public static IReadOnlyList<Finding> Mixed(int count = 60)
    {
        var findings = new List<Finding>();
        for (var i = 0; i < count; i++)
        {
            findings.Add(Finding(
                $"GE{i % 4}00{i % 7}",
                i % 5 == 0 ? "local" : $"ssh:me@web{i % 5:00}:2222",
                (FindingStatus)(i % 11 % 3),
                (Severity)(i % 3),
                $"Message {i}: GOROOT=/usr/lib/go-{i} is exported by /etc/profile.d/go-{i}.sh, and no toolchain is there.") with
            {
                Subject = i % 2 == 0 ? "GOROOT" : null,
                Location = i % 3 == 0 ? $"/etc/profile.d/go.sh:{i + 1}" : null,
                Expected = i % 3 == 0 ? "no GOROOT" : null,
                Actual = i % 3 == 0 ? $"/usr/lib/go-{i}" : null,
                Evidence = i % 4 == 0 ? [$"export GOROOT=/usr/lib/go-{i}", "# by hand"] : [],
                Waiver = i % 7 == 3 && i % 11 % 3 != 0 ? new FindingWaiver("Platform team", "Until the move.", new DateOnly(2027, 1, 31), "/ci/policy.yaml:12") : null,
                Fix = i % 2 == 0 ? "Remove the line 'export GOROOT' from the file." : null,
            });
        }

        findings.Add(findings[0]);
        return findings;
    }

    /// <summary>The path of a file that lies beside the checkout; the test is skipped where it does not.</summary>
    public static string Shared(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GoEnvPowerShell.sln")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", name);
                Assert.SkipUnless(File.Exists(path), $"../shared/data/{name} is not beside the checkout");
                return path;
            }
        }

        throw new InvalidOperationException("The tests do not run from a checkout.");
    }
}
