package io.recaller.api;

import io.recaller.customer.AuditTrail;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param name of the API key
 * @param scopes what the key may do
 */
record Sender(String name, Set<Scope> scopes) {
    Sender {
        scopes = Set.copyOf(scopes);
    }

    boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** As the audit trail names it. */
    AuditTrail.Actor actor() {
        return new AuditTrail.Actor(AuditTrail.Kind.API, name);
    }
}
