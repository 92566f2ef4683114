package io.recaller.cli;

import io.recaller.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody may have meant who wrote a command or an option that there is none of. */
final class Misuse {
    /** As picocli says it. */
    private static final String SUBCOMMAND = "Missing required subcommand";

    private static final Pattern TO_HELP = Pattern.compile("Unknown subcommand '(.+)'\\.?");

    private static final Pattern PAIR =
            Pattern.compile(
                    "Value for option option '(?<option>[^']+)' \\((?<label>.*)\\) should be in"
                            + " KEY=VALUE format but was (?<given>.*)");

    private final ParameterException wrong;
    private final CommandLine command;
    private final List<String> written;

    /**
     * @param written all words of the command line
     */
    Misuse(ParameterException wrong, List<String> written) {
        this.wrong = wrong;
        this.command = wrong.getCommandLine();
        this.written = List.copyOf(written);
    }

    /**
     * In words. A word that is no command comes first, with whatever follows it; then an unknown
     * option: it is the likely reason why a required one is missing.
     */
    String words() {
        return unknownCommand()
                .or(() -> unknownOption().map(this::told))
                .or(this::missingCommand)
                .or(this::halfAPair)
                .orElseGet(() -> withoutClassNames("" + wrong.getMessage()));
    }

    /** Whether a command or an option was meant, and is told. */
    boolean isSlip() {
        return unknownCommand().or(this::unknownOption).isPresent();
    }

    private Optional<String> missingCommand() {
        return SUBCOMMAND.equals(wrong.getMessage())
                ? Optional.of("which command?")
                : Optional.empty();
    }

    /** {@code --skill internet}, where {@code --skill internet=4} was meant. */
    private Optional<String> halfAPair() {
        var found = PAIR.matcher("" + wrong.getMessage());
        return found.matches()
                ? Optional.of(
                        found.group("option")
                                + " "
                                + found.group("given")
                                + ": write it as "
                                + found.group("label"))
                : Optional.empty();
    }

    private Optional<String> unknownOption() {
        var known = command.getCommandSpec().optionsMap();
        return unmatched()
                .or(() -> Optional.of(written))
                .map(List::stream)
                .orElseGet(Stream::empty)
                .filter(word -> word.matches("--[A-Za-z][A-Za-z-]*(=.*)?"))
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(word -> !known.containsKey(word))
                .findFirst();
    }

    /** It may be one of the commands that must be named before it. */
    private String told(String option) {
        var having =
                command.getSubcommands().entrySet().stream()
                        .filter(each ->
                                each.getValue().getCommandSpec().optionsMap().containsKey(option))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return having.isEmpty()
                ? told("option", option, command.getCommandSpec().optionsMap().keySet())
                : "which command? name it before " + option + ": " + String.join(", ", having);
    }

    private Optional<String> unknownCommand() {
        return command.getSubcommands().isEmpty()
                ? Optional.empty()
                : unmatched()
                        .map(List::getFirst)
                        .or(this::unknownToHelp)
                        .filter(word -> !word.startsWith("-"))
                        .map(word -> told("command", word, command.getSubcommands().keySet()));
    }

    /** {@code recaller help nosuch}. */
    private Optional<String> unknownToHelp() {
        var found = TO_HELP.matcher("" + wrong.getMessage());
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private Optional<List<String>> unmatched() {
        return wrong instanceof UnmatchedArgumentException unmatched
                ? Optional.of(unmatched.getUnmatched())
                : Optional.empty();
    }

    private static String told(String kind, String word, Iterable<String> known) {
        var names = new TreeSet<String>();
        known.forEach(names::add);
        return "unknown "
                + kind
                + " "
                + word
                + Nearest.to(word, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElseGet(() ->
                                kind.equals("command")
                                        ? "; there are " + String.join(", ", names)
                                        : "");
    }

    /** Picocli adds the exception of a failed conversion in parentheses. */
    private static String withoutClassNames(String message) {
        return message.replaceFirst(" \\((?:java|picocli)\\..*", "");
    }
}
