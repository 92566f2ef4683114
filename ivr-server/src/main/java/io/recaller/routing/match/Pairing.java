package io.recaller.routing.match;

import java.util.List;

/**
 * What the match proposes: this contact to this agent, and why in words.
 *
 * @param reasons such as {@code billing 4 ≥ 3} and {@code ready for 120 s}; stored with the offer
 */
public record Pairing(WaitingContact contact, Candidate agent, List<String> reasons) {
    public Pairing {
        reasons = List.copyOf(reasons);
    }
}
