using System.Text.Json;
using GoEnv.Kubernetes;

namespace GoEnv.Tests.Pods;

/// <summary>Waits for pods of a real cluster as the server tells of each change.</summary>
internal sealed class RealWatch(KubeClient client, string space)
{
    // Shorter than the client waits for an answer.
    private const int Seconds = 20;

    private readonly Dictionary<string, Pod> pods = new(StringComparer.Ordinal);

    private sealed record PodList(KubeListMeta Metadata, IReadOnlyList<Pod> Items);

    private sealed record Change(string Type, JsonElement Object);

    /// <summary>Waits until it is so; the test fails, with the state of all pods, when it is not in time.</summary>
    public async Task UntilAsync(string what, Func<IReadOnlyDictionary<string, Pod>, bool> isSo, TimeSpan limit)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timer.CancelAfter(limit);
        var path = KubeResource.Pods.Path(space);
        try
        {
            while (true)
            {
                var list = await client.GetAsync<PodList>(new KubeRequest("list", "pods", space), path, timer.Token);
                pods.Clear();
                list.Items.ToList().ForEach(pod => pods[pod.Metadata.Name] = pod);
                if (isSo(pods) || await client.RunAsync(
                    new KubeRequest("watch", "pods", space),
                    () => client.Message(HttpMethod.Get, $"{path}?watch=true&timeoutSeconds={Seconds}&resourceVersion={list.Metadata.ResourceVersion}"),
                    (response, token) => FollowAsync(response, isSo, token),
                    isSafe: true,
                    timer.Token))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"After {limit.TotalSeconds} s {what} in the namespace {space}: {string.Join("; ", pods.Values.Select(Describe))}");
        }
    }

    // True when it has come to be so; false at the end of the watch.
    private async Task<bool> FollowAsync(HttpResponseMessage response, Func<IReadOnlyDictionary<string, Pod>, bool> isSo, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var change = JsonSerializer.Deserialize<Change>(line, KubeJson.Options)!;
            if (change.Type is not ("ADDED" or "MODIFIED" or "DELETED"))
            {
                return false;
            }

            var pod = change.Object.Deserialize<Pod>(KubeJson.Options)!;
            _ = change.Type == "DELETED" ? pods.Remove(pod.Metadata.Name) : pods.TryAdd(pod.Metadata.Name, pod);
            if (change.Type == "MODIFIED")
            {
                pods[pod.Metadata.Name] = pod;
            }

            if (isSo(pods))
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(Pod pod)
    {
        var conditions = pod.Status?.Conditions.Where(one => one is { Status: "False", Message.Length: > 0 }).Select(one => one.Message) ?? [];
        var states = pod.AllContainers.Select(one => $"{one.Name} ({one.Image}) {pod.StatusOf(one.Name)?.State} {pod.StatusOf(one.Name)?.State?.Waiting?.Message}".TrimEnd());
        return $"{pod.Metadata.Name} {pod.Status?.Phase}: {string.Join(", ", states.Concat(conditions))}";
    }
}
