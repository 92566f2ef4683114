/**
 * The door for other systems: report contacts, read timelines, ask for reasons; and the management
 * port.
 */
@NullMarked
package io.recaller.api;

import org.jspecify.annotations.NullMarked;
