/** Tests of what an operator decides of a queue. */
@org.jspecify.annotations.NullMarked
package io.recaller.routing.plan;
