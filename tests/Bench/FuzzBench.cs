using System.Runtime.InteropServices;
using GoEnv.Binaries;

namespace GoEnv.Tests.Bench;

/// <summary>Reads mutated executables: none may crash the reader, take long, or take much memory.</summary>
internal static class FuzzBench
{
    private const long MaxAllocated = 64L << 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    /// <summary>Writes the parts of an executable that are read of it as a seed.</summary>
    public static void WriteSeed(string executable, string seed)
    {
        var recorder = new SparseFile(File.ReadAllBytes(executable));
        var info = GoBinary.Read(recorder, executable);
        recorder.Save(seed);
        Console.WriteLine($"{seed}: {new FileInfo(seed).Length} bytes, {info.GoVersionText ?? info.Problem?.Message}");
    }

    /// <summary>
    /// Mutates each seed file of a folder in turn; the number of an input makes its mutation, so that a failing one can be
    /// had again with <c>fuzz FOLDER 1 NUMBER</c>.
    /// </summary>
    public static int Run(string folder, int count, int first)
    {
        var seeds = Directory.GetFiles(folder, "*.seed").Order(StringComparer.Ordinal).Select(SparseFile.Load).ToArray();
        if (seeds.Length == 0)
        {
            Console.WriteLine($"{folder} has no seeds");
            return 1;
        }

        var failed = 0;
        var peak = 0L;
        var good = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(first, first + count, options, number =>
        {
            var seed = seeds[number % seeds.Length];
            var input = seed.With(Mutate(seed.Bytes, new Random(number)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = ThreadTime();
            try
            {
                if (GoBinary.Read(input, "input", packages: number % 4 == 0).Problem is null)
                {
                    Interlocked.Increment(ref good);
                }
            }
            catch (Exception e)
            {
                Interlocked.Increment(ref failed);
                Console.WriteLine($"input {number}: {e}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            InterlockedMax(ref peak, allocated);
            var took = ThreadTime() - began;
            if (allocated > MaxAllocated || took > MaxTime)
            {
                Interlocked.Increment(ref failed);
                Console.WriteLine($"input {number}: {allocated} bytes, {took}");
            }
        });
        Console.WriteLine($"{count} mutated inputs of {seeds.Length} seeds: {failed} failed, {good} still had build information, at most {peak >> 10} KiB allocated for one");
        return failed == 0 ? 0 : 1;
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = (byte[])seed.Clone();

        // Headers stand first in a seed, and decide most.
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var at = random.Next(random.Next(3) == 0 ? bytes.Length : Math.Min(bytes.Length, 4096));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.AsSpan(at, Math.Min(8, bytes.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xff : (byte)0);
                    break;
                case 3:
                    var from = random.Next(bytes.Length);
                    var length = Math.Min(random.Next(1, 64), bytes.Length - Math.Max(at, from));
                    bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(at));
                    break;
                case 4:
                    System.Buffers.Binary.BinaryPrimitives.TryWriteUInt64LittleEndian(bytes.AsSpan(at), (ulong)random.NextInt64() >> random.Next(64));
                    break;
                default:
                    System.Buffers.Binary.BinaryPrimitives.TryWriteUInt32LittleEndian(bytes.AsSpan(at), (uint)random.Next());
                    break;
            }
        }

        return bytes;
    }

    // Processor time: that of the clock passes while others of the machine work.
    private static TimeSpan ThreadTime()
    {
        const int threadClock = 3; // CLOCK_THREAD_CPUTIME_ID
        return ClockGetTime(threadClock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : throw new InvalidOperationException("There is no clock of a thread here.");
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    private static void InterlockedMax(ref long peak, long value)
    {
        for (var seen = Volatile.Read(ref peak); value > seen; seen = Volatile.Read(ref peak))
        {
            Interlocked.CompareExchange(ref peak, value, seen);
        }
    }
}
