/** A chat on somebody's site: its script, and the sockets of visitors. */
@NullMarked
package io.recaller.gateway.web;

import org.jspecify.annotations.NullMarked;
