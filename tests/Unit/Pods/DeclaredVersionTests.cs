using System.Text.Json;
using GoEnv.Pods;
using GoEnv.Policies;
using GoEnv.Releases;
using GoEnv.Toolchain;

namespace GoEnv.Tests.Pods;

public sealed class DeclaredVersionTests
{
    [Theory]
    [InlineData("1.27", "go1.27.3", true)]
    [InlineData("1.27", "go1.27.0", true)]
    [InlineData("1.27", "go1.27rc1", false)]
    [InlineData("1.27", "go1.26.9", false)]
    [InlineData("1.27", "devel go1.27-abcdef", false)]
    [InlineData("1.27.3", "go1.27.3", true)]
    [InlineData("go1.27.3", "go1.27.3", true)]
    [InlineData("1.27.3", "go1.27.2", false)]
    [InlineData("1.27.0", "go1.27rc1", false)]
    [InlineData("1.27rc1", "go1.27rc1", true)]
    [InlineData("1.20", "go1.20", true)]
    [InlineData("1.20.0", "go1.20", true)]
    [InlineData("1.20", "go1.20.14", false)]
    [InlineData("1.2", "go1.20", false)]
    public void A_declaration_means_the_releases_that_go_means_by_it(string wanted, string runs, bool means) =>
        Assert.Equal(means, DeclaredVersionRule.Means(GoVersion.Parse(wanted), GoVersion.Parse(runs)));

    [Fact]
    public void What_runs_is_compared_with_what_is_declared()
    {
        var pod = GivenPod.Running(info => info with { GoVersion = GoVersion.Parse("1.24.4") });
        Assert.Empty(Judge(pod, "1.24"));
        var problem = Assert.Single(Judge(pod, "1.27"));
        Assert.Equal((FindingStatus.Fail, "1.27", "main"), (problem.Status, problem.Expected, problem.Subject));
        Assert.Contains("was built by Go 1.24.4, and goruntimes.example.com 'api' declares 1.27", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_is_unknown_and_never_passes()
    {
        var pod = GivenPod.Running(info => info with { GoVersion = GoVersion.Parse("1.24.4") });
        Assert.Contains("could not be told: it declares no version", Unknown(pod, Fact<string>.Unknown("it declares no version")), StringComparison.Ordinal);
        Assert.Contains("no Go version", Unknown(pod, "latest"), StringComparison.Ordinal);
        Assert.Contains("lacks get on pods/exec", Unknown(GivenPod.Unasked(pod), "1.24"), StringComparison.Ordinal);
        Assert.Contains("no Go program runs", Unknown(GivenPod.Inner(inside => inside with { Programs = ((Fact<bool>)true).To<IReadOnlyList<GoProgramInside>>(_ => []) }), "1.24"), StringComparison.Ordinal);
        Assert.Contains("no container of it runs", Unknown(pod with { Containers = [] }, "1.24"), StringComparison.Ordinal);
        Assert.Contains("could not be told", Unknown(GivenPod.Running(info => info with { GoVersion = null }), "1.24"), StringComparison.Ordinal);
        Assert.False(new DeclaredVersionRule().AppliesTo(pod));
    }

    [Theory]
    [InlineData("spec.version", """{"spec": {"version": " 1.27 "}}""", "1.27", null)]
    [InlineData("{.spec.go\\.version}", """{"spec": {"go.version": "1.27"}}""", "1.27", null)]
    [InlineData("spec.version", """{"spec": {"version": 1.2}}""", null, "is the number 1.2")]
    [InlineData("spec.version", """{"spec": {}}""", null, "has no spec.version")]
    [InlineData("spec.version", """{"spec": ["version"]}""", null, "has no spec.version")]
    [InlineData("spec.version", """{"spec": {"version": ""}}""", null, "is no text")]
    [InlineData("spec.version", """{"spec": {"version": null}}""", null, "is no text")]
    public void The_version_is_read_at_its_path(string path, string json, string? version, string? reason)
    {
        var found = DeclaredVersions.VersionOf(JsonDocument.Parse(json).RootElement, DeclaredVersions.PathOf(path));
        Assert.Equal(version, found.IsKnown ? found.Value : null);
        Assert.Contains(reason ?? string.Empty, found.Reason ?? string.Empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("goruntimes")]
    [InlineData("Goruntimes.example.com")]
    [InlineData("a/b.c")]
    [InlineData("")]
    public void What_is_no_resource_is_refused(string resource) => Assert.Throws<FormatException>(() => DeclaredVersions.Split(resource));

    [Fact]
    public void Answers_of_probes_are_judged()
    {
        var rule = new ProbeAnswersRule();
        Assert.False(rule.AppliesTo(GivenPod.With()));
        Assert.Empty(Answered(200));
        Assert.Empty(Answered(302));
        Assert.Contains("is answered 503 at http :8080/healthz", Assert.Single(Answered(503)).Message, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Unknown, Assert.Single(Answered(Fact<int>.Unknown("it may not"))).Status);
        Assert.Equal(FindingStatus.Fail, Assert.Single(Answered(199)).Status);

        Assert.Empty(Answered(200, 1.0));
        Assert.Equal(FindingStatus.Unknown, Assert.Single(Answered(200, 1.9)).Status);
        var late = Assert.Single(Answered(200, 3.0));
        Assert.Equal((FindingStatus.Fail, "The readiness probe of the container 'main' is answered after 3.0 s, and it waits 1 s."), (late.Status, late.Message));
        Assert.Contains("is answered 500", Assert.Single(Answered(500, 3.0)).Message, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Fail, Assert.Single(Answered(Fact<int>.Unknown("503"), 0, "is answered without TLS")).Status);

        IReadOnlyList<Problem> Answered(Fact<int> status, double seconds = 0, string? fault = null)
        {
            var pod = GivenPod.With();
            pod = pod with { Containers = [pod.Containers[0] with { ProbeAnswers = [new ProbeAnswer("readiness", "http :8080/healthz", status) { Time = TimeSpan.FromSeconds(seconds), Fault = fault }] }] };
            Assert.True(rule.AppliesTo(pod));
            return rule.Judge(pod, Context).ToList();
        }
    }

    [Theory]
    [InlineData("/healthz/", "http 8080 /healthz/")]
    [InlineData("other?x=1", "http 8080 /a/other?x=1")]
    [InlineData("http://10.1.2.3:9090/b", "http 9090 /b")]
    [InlineData("https://10.1.2.3/b", "https 443 /b")]
    [InlineData("https://login.example.com/", null)]
    [InlineData("ftp://10.1.2.3/b", null)]
    public void Redirects_are_followed_within_the_pod(string location, string? next)
    {
        var step = new ProbeStep("http", 8080, "/a/healthz").To(location, "10.1.2.3");
        Assert.Equal(next, step is null ? null : $"{step.Scheme} {step.Port} {step.Path}");
    }

    private static RuleContext Context => new(Target.Parse("pod:apps/api-0"), Policy.Default, GoReleases.Shipped, DateTimeOffset.UnixEpoch);

    private static string Unknown(PodFacts pod, Fact<string> version)
    {
        var problem = Assert.Single(Judge(pod, version));
        Assert.Equal(FindingStatus.Unknown, problem.Status);
        return problem.Message;
    }

    private static List<Problem> Judge(PodFacts pod, Fact<string> version) =>
        new DeclaredVersionRule().Judge(pod with { Declared = new DeclaredVersion("goruntimes.example.com 'api'", version) }, Context).ToList();
}
