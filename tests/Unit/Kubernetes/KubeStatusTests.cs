using System.Net;
using System.Text;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Kubernetes;

public sealed class KubeStatusTests
{
    [Theory]
    [InlineData("""{"metadata":{},"status":"Success"}""", 0)]
    [InlineData("""{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"42"}]}}""", 42)]
    [InlineData("""{"status":"Failure","reason":"InternalError","message":"executable file not found"}""", null)]
    public void The_status_of_an_exec_tells_the_exit_code(string json, int? code) =>
        Assert.Equal(code, KubeStatus.Parse(Encoding.UTF8.GetBytes(json))!.ExitCode);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("null")]
    public void What_is_no_status_is_none(string text) => Assert.Null(KubeStatus.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(429, "2", true, 2000.0)]
    [InlineData(429, null, false, 200.0)]
    [InlineData(500, "1", false, 1000.0)]
    [InlineData(500, null, false, null)]
    [InlineData(500, null, true, 200.0)]
    [InlineData(503, null, false, 200.0)]
    [InlineData(503, "86400", true, 30000.0)]
    [InlineData(404, "1", true, null)]
    [InlineData(403, null, true, null)]
    public void A_request_is_repeated_when_the_server_says_so_or_it_does_no_harm(int code, string? after, bool isSafe, double? milliseconds)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)code);
        if (after is not null)
        {
            response.Headers.Add("Retry-After", after);
        }

        Assert.Equal(milliseconds, KubeRetry.After(response, null, 0, isSafe, DateTimeOffset.UnixEpoch)?.TotalMilliseconds);
    }
}
