package io.recaller.cli.simulate;

import io.recaller.backtest.log.CustomerNames;
import io.recaller.cli.option.UsageException;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Who calls or writes.
 *
 * @param from as it was given
 * @param handle empty: the number is withheld
 * @param before their contacts until then, newest first
 */
record SimulatedCaller(String from, Optional<Handle> handle, List<PastContact> before) {
    /** By a number, or by the name that the contact log has for them. */
    static SimulatedCaller of(String from, Handles handles, SimulatedHistory history, Instant now) {
        var handle = handle(from, handles, history);
        return new SimulatedCaller(
                from,
                handle,
                handle.map(caller -> own(history, handles, caller, now)).orElse(List.of()));
    }

    private static Optional<Handle> handle(String from, Handles handles, SimulatedHistory history) {
        var name = new CustomerNames(handles).of(from, 0);
        return history.rows().stream().anyMatch(row -> row.customer().equals(name))
                        && handles.parse(from) instanceof Handles.Reading.Wrong
                ? Optional.of(new Handle(HandleKind.CARD, from))
                : handle(from, handles);
    }

    private static Optional<Handle> handle(String from, Handles handles) {
        return switch (handles.parse(from)) {
            case Handles.Reading.Read(Handle handle) -> Optional.of(handle);
            case Handles.Reading.Withheld() when isWord(from) -> Optional.empty();
            case Handles.Reading.Withheld() ->
                    throw new UsageException(
                            "--from "
                                    + from
                                    + ": names nobody: it is written where no number is known; write"
                                    + " the caller's own number, or anonymous for one that is"
                                    + " withheld");
            case Handles.Reading.Wrong(String problem) ->
                    throw new UsageException("--from " + from + ": " + problem);
        };
    }

    /** As trunks write it, {@code anonymous}; digits in its place are rather a slip. */
    private static boolean isWord(String from) {
        return from.chars().anyMatch(Character::isLetter)
                && from.chars().noneMatch(Character::isDigit);
    }

    private static List<PastContact> own(
            SimulatedHistory history, Handles handles, Handle caller, Instant now) {
        var theirs = new HashMap<String, Boolean>();
        return history.rows().stream()
                .filter(row ->
                        theirs.computeIfAbsent(
                                row.customer(), name -> isCaller(name, handles, caller)))
                .map(SimulatedHistory.Row::contact)
                .filter(contact -> contact.at().isBefore(now))
                .sorted(Comparator.comparing(PastContact::at).reversed())
                .toList();
    }

    private static boolean isCaller(String name, Handles handles, Handle caller) {
        return name.equals(caller.value())
                || (handles.parse(name) instanceof Handles.Reading.Read(Handle handle)
                        && handle.equals(caller));
    }

    /** That it is no person's number, where nothing tells otherwise. */
    Optional<String> note() {
        return handle.filter(one -> one.kind() == HandleKind.LOCAL).isPresent() && before.isEmpty()
                ? Optional.of(
                        "note: --from "
                                + from
                                + ": no person's number, but one only of a house or a network,"
                                + " such as an extension or a service; nothing is known of it, so"
                                + " the caller is a stranger, as in a call; a person's has its"
                                + " country code, as in +77011234567")
                : Optional.empty();
    }
}
