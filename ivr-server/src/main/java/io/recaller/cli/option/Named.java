package io.recaller.cli.option;

import io.recaller.Stores;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Resolution;
import io.recaller.customer.handle.Handles.Reading;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;

/**
 * Who is meant by what was written on the command line.
 *
 * @param written as it was, for messages
 */
public record Named(String written, Handle handle) {

    /**
     * Reads a number or another handle, as calls and the API do.
     *
     * @throws UsageException when it is none
     */
    public static Named read(Stores stores, String written) {
        return switch (stores.handles().parse(written)) {
            case Reading.Read(Handle handle) -> new Named(written, handle);
            case Reading.Withheld() ->
                    throw new UsageException(
                            written
                                    + " names nobody: it is withheld, or written where no number is"
                                    + " known; write the customer's own number");
            case Reading.Wrong(String problem) ->
                    throw new UsageException(written + ": " + problem);
        };
    }

    /**
     * The one customer who has it.
     *
     * @throws UsageException when nobody has it, or several
     */
    public CustomerId customer(Tx tx, Stores stores) {
        return only(stores.customers().resolve(tx, handle));
    }

    /**
     * As {@link #customer}; of nobody's handle a customer is made.
     *
     * @throws UsageException when several have it
     */
    public CustomerId customerOrNew(Tx tx, Stores stores, Instant now) {
        return only(stores.customers().createWhenNew(tx, handle, now));
    }

    private CustomerId only(Resolution found) {
        return switch (found) {
            case Resolution.One(CustomerId customer) -> customer;
            case Resolution.Nobody _ -> throw nobody();
            case Resolution.Several(List<CustomerId> several) ->
                    throw new UsageException(
                            several.size()
                                    + " customers share the "
                                    + kind()
                                    + " "
                                    + written
                                    + "; use one that only one of them has");
        };
    }

    public UsageException nobody() {
        return new UsageException(
                "nobody has the "
                        + kind()
                        + " "
                        + written
                        + "; check it, or add --create to 'customer set' or 'pin set' to make one");
    }

    private String kind() {
        return handle.kind() == HandleKind.TEL || handle.kind() == HandleKind.LOCAL
                ? "number"
                : "handle";
    }
}
