using Microsoft.AspNetCore.Http;

namespace GoEnv.Tests.ApiServer;

// Faults on demand.
internal sealed partial class Handler
{
    /// <summary>True where the request goes on all the same.</summary>
    private async Task<bool> FaultsAsync(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.TooManyRequests:
                context.Response.Headers.RetryAfter = fault.RetryAfter.ToString();
                await FailAsync(429, "TooManyRequests", "too many requests");
                return false;
            case FaultKind.InternalError:
                await FailAsync(500, "InternalError", "Internal error occurred: etcdserver: leader changed");
                return false;
            case FaultKind.Unavailable:
                context.Response.StatusCode = 503;
                return false;
            case FaultKind.LoginPage:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html>Please log in</html>");
                return false;
            case FaultKind.ResetMidStream:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"na");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return false;
            case FaultKind.SlowLoris:
                context.Response.ContentType = "application/json";
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(" ", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.Delay(50, context.RequestAborted);
                }

                return false;
            default:
                context.Items["fault"] = fault.Kind;
                return true;
        }
    }
}
