package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgentPages;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;

/** What an agent shows and sends callers: of those in the agent's hands, in a talk. Blocks. */
final class PageCommands {
    private final AgentDesk agents;
    private final PageDesk pages;

    PageCommands(AgentDesk agents, PageDesk pages) {
        this.agents = agents;
        this.pages = pages;
    }

    /** Does what the page asks; the slug of a problem when it cannot be done. */
    Optional<String> obey(AgentId agent, Command.Paging wish) {
        var contact = talking(agent, wish.assignment());
        if (contact.isEmpty()) {
            return Optional.of("not-now");
        }
        return switch (wish) {
            case Command.ShowPage(_, var wanted) ->
                    problem(pages.show(agent, contact.get(), wanted));
            case Command.SendLink(_, var to) -> problem(pages.sendLink(contact.get(), to));
            case Command.EndPage _ -> {
                pages.takeBack(contact.get());
                yield Optional.empty();
            }
        };
    }

    private static Optional<String> problem(AgentPages.Outcome outcome) {
        return switch (outcome) {
            case DONE -> Optional.empty();
            case UNKNOWN -> Optional.of("no-such-target");
            case NO_LINK -> Optional.of("no-link");
            case NOT_NOW -> Optional.of("not-now");
        };
    }

    private Optional<ContactId> talking(AgentId agent, AssignmentId assignment) {
        return agents.workload(agent).held().stream()
                .filter(held -> held.id().equals(assignment))
                .filter(held -> held.channel() == Channel.PHONE)
                .filter(Assignment.Connected.class::isInstance)
                .findFirst()
                .map(Assignment::contact);
    }
}
