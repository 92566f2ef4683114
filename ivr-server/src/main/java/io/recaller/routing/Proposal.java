package io.recaller.routing;

import java.util.List;

/**
 * What the match proposes: this contact to this agent, and why in words.
 *
 * @param reasons such as {@code billing 4 ≥ 3} and {@code ready for 120 s}; stored with the offer
 */
record Proposal(WaitingContact contact, Candidate agent, List<String> reasons) {
    Proposal {
        reasons = List.copyOf(reasons);
    }
}
