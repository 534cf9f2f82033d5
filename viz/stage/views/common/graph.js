// Any graph with what flows in it at the clock.

import { GraphView } from "../../kit/graph_view.js";

/** A graph; see `viz.views.graph.graph` for its data. */
export default class Graph extends GraphView {}
