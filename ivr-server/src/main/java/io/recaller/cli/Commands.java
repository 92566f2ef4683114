package io.recaller.cli;

import io.recaller.cli.customer.CustomerCommand;
import io.recaller.cli.customer.LinkCommand;
import io.recaller.cli.customer.NoticeAdd;
import io.recaller.cli.customer.NoticeCancel;
import io.recaller.cli.customer.NoticeCommand;
import io.recaller.cli.customer.NoticeListing;
import io.recaller.cli.customer.PinCommand;
import io.recaller.cli.customer.PinImportCommand;
import io.recaller.cli.customer.RecommendationCommand;
import io.recaller.cli.learning.BacktestCommand;
import io.recaller.cli.learning.LearnCommand;
import io.recaller.cli.learning.PolicyCommand;
import io.recaller.cli.live.AgentsCommand;
import io.recaller.cli.live.QueueCommand;
import io.recaller.cli.live.WhyCommand;
import io.recaller.cli.report.AgentReportCommand;
import io.recaller.cli.report.QueueReportCommand;
import io.recaller.cli.report.RecommendationReportCommand;
import io.recaller.cli.report.ReportCommand;
import io.recaller.cli.simulate.SimulateCommand;
import io.recaller.cli.user.UserCommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** All there is to be commanded, as a tree, and what commands read from and write to. */
record Commands(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InstantSource clock) {
    CommandLine below(Runnable entrance) {
        return new CommandLine(entrance)
                .addSubcommand(new DemoCommand(out, environment))
                .addSubcommand(new CheckCommand(out, environment))
                .addSubcommand(new SimulateCommand(in, out, err, environment, clock))
                .addSubcommand(new BacktestCommand(out, err, clock))
                .addSubcommand(new ServeCommand(out, environment))
                .addSubcommand(UserCommand.group(out, err, environment, clock))
                .addSubcommand(pins())
                .addSubcommand(customers())
                .addSubcommand(notices())
                .addSubcommand(recommendations())
                .addSubcommand(links())
                .addSubcommand(new WhyCommand(out, environment, clock))
                .addSubcommand(new QueueCommand(out, environment, clock))
                .addSubcommand(new AgentsCommand(out, environment, clock))
                .addSubcommand(reports())
                .addSubcommand(policies())
                .addSubcommand(new LearnCommand(out, err, environment, clock))
                .addSubcommand(new BackupCommand(out, err, environment, clock))
                .addSubcommand(new RestoreCommand(out, err, environment))
                .addSubcommand(new DoctorCommand(out, environment))
                .addSubcommand(new HelpCommand());
    }

    private CommandLine pins() {
        return new CommandLine(PinCommand.group())
                .addSubcommand(new PinCommand.Set(in, out, environment, clock))
                .addSubcommand(new PinCommand.Unlock(out, environment, clock))
                .addSubcommand(new PinImportCommand(in, out, err, environment, clock));
    }

    private CommandLine customers() {
        return new CommandLine(CustomerCommand.group())
                .addSubcommand(new CustomerCommand.Set(out, environment, clock))
                .addSubcommand(new CustomerCommand.Show(out, environment, clock));
    }

    private CommandLine notices() {
        return new CommandLine(NoticeCommand.group())
                .addSubcommand(new NoticeAdd(out, environment, clock))
                .addSubcommand(new NoticeListing(out, environment, clock))
                .addSubcommand(new NoticeCancel(out, environment, clock));
    }

    private CommandLine recommendations() {
        return new CommandLine(RecommendationCommand.group())
                .addSubcommand(new RecommendationCommand.Import(in, out, err, environment, clock))
                .addSubcommand(new RecommendationCommand.Listing(out, environment, clock))
                .addSubcommand(new RecommendationCommand.Withdraw(out, environment, clock));
    }

    private CommandLine links() {
        return new CommandLine(LinkCommand.group())
                .addSubcommand(new LinkCommand.Listing(out, environment, clock))
                .addSubcommand(new LinkCommand.Prove(out, environment, clock))
                .addSubcommand(new LinkCommand.Undo(out, environment, clock));
    }

    private CommandLine reports() {
        return new CommandLine(ReportCommand.group())
                .addSubcommand(new ReportCommand.Menu(out, environment, clock))
                .addSubcommand(new QueueReportCommand(out, environment, clock))
                .addSubcommand(new AgentReportCommand(out, environment, clock))
                .addSubcommand(new RecommendationReportCommand(out, environment, clock));
    }

    private CommandLine policies() {
        return new CommandLine(PolicyCommand.group())
                .addSubcommand(new PolicyCommand.Off(out, environment, clock))
                .addSubcommand(new PolicyCommand.On(out, environment, clock));
    }
}
