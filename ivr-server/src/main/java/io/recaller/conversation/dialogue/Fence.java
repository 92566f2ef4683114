package io.recaller.conversation.dialogue;

/**
 * The numbers of a dialogue's versions. Each turn is the next one; who takes a dialogue over leaves
 * all behind that its former owner can ever reach. So an owner that finds an <em>earlier</em>
 * version of its own than it wrote knows that the database lost something, and a later one, or
 * another owner's, that the dialogue is not its any more.
 */
public final class Fence {
    /** More turns than one owner takes: some million. */
    private static final int TURNS_OF_ONE_OWNER = 20;

    private Fence() {}

    /** The first version of whoever takes over a dialogue at this one. */
    public static long takenOver(long version) {
        return ((version >> TURNS_OF_ONE_OWNER) + 1) << TURNS_OF_ONE_OWNER;
    }

    /** Whether what is found is what the owner wrote before, and no longer the last of it. */
    static boolean isBehind(long found, long version) {
        return found < version && found >> TURNS_OF_ONE_OWNER == version >> TURNS_OF_ONE_OWNER;
    }
}
