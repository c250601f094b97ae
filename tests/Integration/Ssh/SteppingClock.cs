namespace GoEnv.Tests.Ssh;

/// <summary>A clock whose pauses are noted and end at once.</summary>
internal sealed class SteppingClock : TimeProvider
{
    public List<TimeSpan> Pauses { get; } = [];

    public Action? Paused { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Add(dueTime);
        Paused?.Invoke();
        return TimeProvider.System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
