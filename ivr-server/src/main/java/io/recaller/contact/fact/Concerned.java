package io.recaller.contact.fact;

import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Whose facts and requests are read.
 *
 * @param customers the ids of one customer, merged ones included
 * @param area at most one row, where they are; empty: areas are not used
 */
public record Concerned(Select<Record1<UUID>> customers, Optional<Select<Record1<String>>> area) {

    /** Holds for rows that concern them. */
    Condition by(Field<UUID> customer, Field<String> areaName) {
        var own = customer.eq(DSL.any(DSL.array(customers)));
        return area.map(where -> own.or(areaName.eq(DSL.field(where)))).orElse(own);
    }
}
