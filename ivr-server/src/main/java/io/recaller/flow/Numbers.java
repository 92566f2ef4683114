package io.recaller.flow;

/**
 * The two ends of a call.
 *
 * @param caller in E.164 as the network told it; empty when withheld or no number
 * @param dialled as the trunk delivered it; empty when there is none
 */
public record Numbers(String caller, String dialled) {
    public static Numbers none() {
        return new Numbers("", "");
    }

    /** Never the caller's number. */
    @Override
    public String toString() {
        return "Numbers[" + dialled + "]";
    }
}
