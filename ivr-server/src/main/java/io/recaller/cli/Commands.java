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
import io.recaller.cli.terminal.Shell;
import io.recaller.cli.user.UserCommand;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** All there is to be commanded, as a tree, and what commands read from and write to. */
record Commands(Shell shell) {
    CommandLine below(Runnable entrance) {
        return new CommandLine(entrance)
                .addSubcommand(new DemoCommand(shell))
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new SimulateCommand(shell))
                .addSubcommand(new BacktestCommand(shell))
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(UserCommand.group(shell))
                .addSubcommand(pins())
                .addSubcommand(customers())
                .addSubcommand(notices())
                .addSubcommand(recommendations())
                .addSubcommand(links())
                .addSubcommand(new WhyCommand(shell))
                .addSubcommand(new QueueCommand(shell))
                .addSubcommand(new AgentsCommand(shell))
                .addSubcommand(reports())
                .addSubcommand(policies())
                .addSubcommand(new LearnCommand(shell))
                .addSubcommand(new BackupCommand(shell))
                .addSubcommand(new RestoreCommand(shell))
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(new HelpCommand());
    }

    private CommandLine pins() {
        return new CommandLine(PinCommand.group())
                .addSubcommand(new PinCommand.Set(shell))
                .addSubcommand(new PinCommand.Unlock(shell))
                .addSubcommand(new PinImportCommand(shell));
    }

    private CommandLine customers() {
        return new CommandLine(CustomerCommand.group())
                .addSubcommand(new CustomerCommand.Set(shell))
                .addSubcommand(new CustomerCommand.Show(shell));
    }

    private CommandLine notices() {
        return new CommandLine(NoticeCommand.group())
                .addSubcommand(new NoticeAdd(shell))
                .addSubcommand(new NoticeListing(shell))
                .addSubcommand(new NoticeCancel(shell));
    }

    private CommandLine recommendations() {
        return new CommandLine(RecommendationCommand.group())
                .addSubcommand(new RecommendationCommand.Import(shell))
                .addSubcommand(new RecommendationCommand.Listing(shell))
                .addSubcommand(new RecommendationCommand.Withdraw(shell));
    }

    private CommandLine links() {
        return new CommandLine(LinkCommand.group())
                .addSubcommand(new LinkCommand.Listing(shell))
                .addSubcommand(new LinkCommand.Prove(shell))
                .addSubcommand(new LinkCommand.Undo(shell));
    }

    private CommandLine reports() {
        return new CommandLine(ReportCommand.group())
                .addSubcommand(new ReportCommand.Menu(shell))
                .addSubcommand(new QueueReportCommand(shell))
                .addSubcommand(new AgentReportCommand(shell))
                .addSubcommand(new RecommendationReportCommand(shell));
    }

    private CommandLine policies() {
        return new CommandLine(PolicyCommand.group())
                .addSubcommand(new PolicyCommand.Off(shell))
                .addSubcommand(new PolicyCommand.On(shell));
    }
}
