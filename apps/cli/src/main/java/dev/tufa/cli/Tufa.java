package dev.tufa.cli;

import dev.tufa.apt.archive.sources.Source;
import dev.tufa.cli.apt.AptLintCommand;
import dev.tufa.cli.apt.AptMakeCommand;
import dev.tufa.cli.apt.AptMatchCommand;
import dev.tufa.cli.apt.AptMigrateCommand;
import dev.tufa.cli.apt.AptShowCommand;
import dev.tufa.cli.archive.ArchiveAddCommand;
import dev.tufa.cli.archive.ArchiveCopyCommand;
import dev.tufa.cli.archive.ArchiveGcCommand;
import dev.tufa.cli.archive.ArchiveImportCommand;
import dev.tufa.cli.archive.ArchiveInitCommand;
import dev.tufa.cli.archive.ArchiveKeyAddCommand;
import dev.tufa.cli.archive.ArchiveKeyListCommand;
import dev.tufa.cli.archive.ArchiveKeyNewCommand;
import dev.tufa.cli.archive.ArchiveKeyRemoveCommand;
import dev.tufa.cli.archive.ArchiveListCommand;
import dev.tufa.cli.archive.ArchivePublishCommand;
import dev.tufa.cli.archive.ArchiveRemoveCommand;
import dev.tufa.cli.archive.ArchiveRollbackCommand;
import dev.tufa.cli.archive.ArchiveSiteCommand;
import dev.tufa.cli.archive.ArchiveSnapshotCommand;
import dev.tufa.cli.archive.ArchiveStatusCommand;
import dev.tufa.cli.archive.ArchiveVerifyCommand;
import dev.tufa.cli.client.ClientExportCommand;
import dev.tufa.cli.client.ClientImportCommand;
import dev.tufa.cli.client.ClockCommand;
import dev.tufa.cli.client.DownloadCommand;
import dev.tufa.cli.client.InitCommand;
import dev.tufa.cli.client.ListCommand;
import dev.tufa.cli.client.RefreshCommand;
import dev.tufa.cli.client.StatusCommand;
import dev.tufa.cli.demo.DemoCommand;
import dev.tufa.cli.event.EventAttachCommand;
import dev.tufa.cli.event.EventCancelCommand;
import dev.tufa.cli.event.EventCommentCommand;
import dev.tufa.cli.event.EventExportCommand;
import dev.tufa.cli.event.EventImportCommand;
import dev.tufa.cli.event.EventInviteCommand;
import dev.tufa.cli.event.EventListCommand;
import dev.tufa.cli.event.EventOpenCommand;
import dev.tufa.cli.event.EventPayloadCommand;
import dev.tufa.cli.event.EventPublishCommand;
import dev.tufa.cli.event.EventShowCommand;
import dev.tufa.cli.event.EventSignCommand;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CompletionCommand;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.ManCommand;
import dev.tufa.cli.framework.Program;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.install.AptAdoptCommand;
import dev.tufa.cli.install.AptInstallCommand;
import dev.tufa.cli.install.AptListCommand;
import dev.tufa.cli.install.AptPlanCommand;
import dev.tufa.cli.install.AptRefreshCommand;
import dev.tufa.cli.install.AptRemoveCommand;
import dev.tufa.cli.install.AptSwitchCommand;
import dev.tufa.cli.install.AptVerifyCommand;
import dev.tufa.cli.key.KeyAddCommand;
import dev.tufa.cli.key.KeyImportCommand;
import dev.tufa.cli.key.KeyListCommand;
import dev.tufa.cli.key.KeyLogCommand;
import dev.tufa.cli.key.KeyNewCommand;
import dev.tufa.cli.key.KeyRemoveCommand;
import dev.tufa.cli.key.KeyShowCommand;
import dev.tufa.cli.key.NewKeyFileCommand;
import dev.tufa.cli.key.PublicKeyCommand;
import dev.tufa.cli.notify.NotifyCommand;
import dev.tufa.cli.repo.AddCommand;
import dev.tufa.cli.repo.BinsCommand;
import dev.tufa.cli.repo.DelegateCommand;
import dev.tufa.cli.repo.DescribeCommand;
import dev.tufa.cli.repo.FindCommand;
import dev.tufa.cli.repo.GcCommand;
import dev.tufa.cli.repo.ImportCommand;
import dev.tufa.cli.repo.LintCommand;
import dev.tufa.cli.repo.PolicyCommand;
import dev.tufa.cli.repo.PublishCommand;
import dev.tufa.cli.repo.RecoverCommand;
import dev.tufa.cli.repo.RemoveCommand;
import dev.tufa.cli.repo.RepoInitCommand;
import dev.tufa.cli.repo.RepoListCommand;
import dev.tufa.cli.repo.RepoRefreshCommand;
import dev.tufa.cli.repo.RepoStatusCommand;
import dev.tufa.cli.repo.RotateCommand;
import dev.tufa.cli.repo.ThresholdCommand;
import dev.tufa.cli.repo.UndelegateCommand;
import dev.tufa.cli.serve.ServeCommand;
import dev.tufa.cli.startup.FastSignatures;
import dev.tufa.cli.startup.OptionalJar;
import dev.tufa.cli.startup.WarmUp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line {@code tufa}. */
public final class Tufa {
    /** The launcher sets it once before the first command of a kind, to learn which classes such commands load. */
    private static final String TRAINING = "tufa.training";

    private Tufa() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) throws Exception {
        OptionalJar.add();
        FastSignatures.fromTheStart();
        FastSignatures.whenMany();
        @Nullable String training = System.getProperty(TRAINING);
        if (training != null) {
            train(training, Path.of(arguments[0]));
            return;
        }
        warmUp(arguments.length == 0 ? "" : arguments[0]);
        ExitCode exitCode = program().run(List.of(arguments), Terminal.system(), Clock.systemUTC());
        System.out.flush();
        if (exitCode != ExitCode.DONE) {
            System.exit(exitCode.number());
        }
    }

    private static void warmUp(String firstWord) {
        if (firstWord.equals("client")) {
            WarmUp.start();
        } else if (firstWord.equals("repo") || firstWord.equals("archive")) {
            WarmUp.startForRepository();
        }
    }

    /** Runs what commands of a kind need, in a folder that is thrown away afterwards. */
    private static void train(String kind, Path folder) throws Exception {
        switch (kind) {
            case "client" -> {
                warmUp("client");
                ClientTrainingRun.in(folder);
            }
            case "apt" -> {
                warmUp("archive");
                AptTrainingRun.in(folder);
            }
            default -> {
                warmUp("client");
                TrainingRun.in(folder);
            }
        }
    }

    /** All commands. */
    public static Program program() {
        List<Command> commands = new ArrayList<>();
        commands.add(new RepoInitCommand());
        commands.add(new ImportCommand());
        commands.add(new AddCommand());
        commands.add(new RemoveCommand());
        commands.add(new DescribeCommand());
        commands.add(new PublishCommand());
        commands.add(new RotateCommand());
        commands.add(new DelegateCommand());
        commands.add(new UndelegateCommand());
        commands.add(new BinsCommand());
        commands.add(new ThresholdCommand());
        commands.add(new RepoRefreshCommand());
        commands.add(new PolicyCommand());
        commands.add(new LintCommand());
        commands.add(new RepoStatusCommand());
        commands.add(new RepoListCommand());
        commands.add(new FindCommand());
        commands.add(new GcCommand());
        commands.add(new RecoverCommand());
        commands.add(new KeyListCommand());
        commands.add(new KeyShowCommand());
        commands.add(new KeyNewCommand());
        commands.add(new KeyImportCommand());
        commands.add(new KeyAddCommand());
        commands.add(new KeyRemoveCommand());
        commands.add(new KeyLogCommand());
        commands.add(new NewKeyFileCommand());
        commands.add(new PublicKeyCommand());
        commands.add(new EventOpenCommand());
        commands.add(new EventListCommand());
        commands.add(new EventShowCommand());
        commands.add(new EventInviteCommand());
        commands.add(new EventCommentCommand());
        commands.add(new EventSignCommand());
        commands.add(new EventPayloadCommand());
        commands.add(new EventAttachCommand());
        commands.add(new EventExportCommand());
        commands.add(new EventImportCommand());
        commands.add(new EventCancelCommand());
        commands.add(new EventPublishCommand());
        commands.add(new InitCommand());
        commands.add(new RefreshCommand());
        commands.add(new ListCommand());
        commands.add(new DownloadCommand());
        commands.add(new StatusCommand());
        commands.add(new ClientExportCommand());
        commands.add(new ClientImportCommand());
        commands.add(new ClockCommand());
        commands.add(new AptMakeCommand());
        commands.add(new AptMigrateCommand());
        commands.add(new AptLintCommand());
        commands.add(new AptShowCommand());
        commands.add(new AptPlanCommand());
        commands.add(new AptInstallCommand());
        commands.add(new AptListCommand());
        commands.add(new AptVerifyCommand());
        commands.add(new AptRefreshCommand());
        commands.add(new AptAdoptCommand());
        commands.add(new AptRemoveCommand());
        commands.add(new AptSwitchCommand(Source.Use.DISABLED));
        commands.add(new AptSwitchCommand(Source.Use.ENABLED));
        commands.add(new AptMatchCommand());
        commands.add(new NotifyCommand());
        commands.add(new ArchiveInitCommand());
        commands.add(new ArchiveAddCommand());
        commands.add(new ArchiveImportCommand());
        commands.add(new ArchiveRemoveCommand());
        commands.add(new ArchiveCopyCommand());
        commands.add(new ArchivePublishCommand());
        commands.add(new ArchiveStatusCommand());
        commands.add(new ArchiveVerifyCommand());
        commands.add(new ArchiveListCommand());
        commands.add(new ArchiveSiteCommand());
        commands.add(new ArchiveSnapshotCommand());
        commands.add(new ArchiveRollbackCommand());
        commands.add(new ArchiveGcCommand());
        commands.add(new ArchiveKeyListCommand());
        commands.add(new ArchiveKeyNewCommand());
        commands.add(new ArchiveKeyAddCommand());
        commands.add(new ArchiveKeyRemoveCommand());
        commands.add(new ServeCommand());
        commands.add(new DemoCommand());
        commands.add(new CompletionCommand(commands));
        commands.add(new ManCommand(commands));
        return new Program(commands);
    }
}
