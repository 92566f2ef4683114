/** Who serves: agents, their skills, stations, credentials, and whether they take contacts. */
@NullMarked
package io.recaller.agent;

import org.jspecify.annotations.NullMarked;
