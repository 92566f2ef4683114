package io.recaller.transfer;

import io.recaller.agent.AgentId;
import io.recaller.routing.step.QueueName;

/** To whom a talk is handed over. */
public sealed interface Target {
    /** One agent; when that agent does not take it, whoever the queue's steps find. */
    record ToAgent(AgentId agent) implements Target {}

    record ToQueue(QueueName queue) implements Target {}

    /** A number outside that settings allow. */
    record ToNumber(String dialled) implements Target {
        /** Whose it is, nobody needs to read in a log. */
        @Override
        public String toString() {
            return "ToNumber[" + dialled.length() + " digits]";
        }
    }
}
