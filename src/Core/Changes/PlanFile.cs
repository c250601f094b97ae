using GoEnv.Reports;
using GoEnv.Text;

namespace GoEnv.Changes;

/// <summary>A plan as a JSON file, which module/schemas/plan.schema.json describes. For its owner only: it holds files of targets.</summary>
public static class PlanFile
{
    /// <summary>Writes a plan; <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot.</summary>
    public static void Write(string path, ChangePlan plan)
    {
        using var file = AtomicFile.Create(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var text = new StreamWriter(file.Stream, leaveOpen: true))
        {
            text.Write(GoEnvJson.Write(plan, indented: true));
            text.Write('\n');
        }

        file.Commit();
    }

    /// <summary>Reads a plan; <see cref="FormatException"/> says what is wrong with it.</summary>
    public static ChangePlan Read(string path)
    {
        var read = GoEnvJson.Read(File.ReadAllText(path));
        if (read is not ChangePlan plan)
        {
            throw new FormatException($"{path} is no plan.");
        }

        foreach (var change in plan.Changes)
        {
            if (!ChangeId.IsValid(change.Id) || change.Steps.Count == 0 || change.Steps.OfType<FileStep>().Any(step => !step.Path.StartsWith('/')))
            {
                throw new FormatException($"{path}: the change '{TargetText.Clean(change.Id)}' is not well formed.");
            }
        }

        return plan;
    }
}
