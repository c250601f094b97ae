using System.Runtime.InteropServices;
using GoEnv.Tests.ApiServer;

// Prints the path of an administrator's kubeconfig and serves until standard input ends.
if (!Container.IsPossible)
{
    Console.Error.WriteLine("this account cannot make PID and mount namespaces");
    return 1;
}

var asked = new TaskCompletionSource();
using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    asked.TrySetResult();
});
await using var cluster = await StandInCluster.StartAsync();
Console.WriteLine(cluster.AdminConfig);
await Task.WhenAny(asked.Task, Task.Run(Console.In.ReadToEnd));
return 0;
