// @ts-check
// The picture of the map: a custom element that draws a point for each song with WebGL, and names, marks
// and what is pointed at over it. The page works without it.
//
// Attributes: `places`, the URL of the points (2 × 2 bytes for each song, then a byte with its family);
// `map`, the URL of what the regions are called, below which `/songs/N` tells which song a point is;
// `marks`, places as "x y,x y"; `chosen`, whether the first of these is the chosen song; `family`, the
// number of the family that stands out. A point that is clicked is told by the event `choose`, with the
// song's id.

/** The map is as wide and high as this. */
const SIDE = 65536;
const FAMILIES = 14;
const LARGEST_ZOOM = 400;
/** So many points of the screen around the pointer are searched for a song. */
const REACH = 14;
/** Cells of the grid that finds the song under the pointer, along each side. */
const CELLS = 256;
const HOVER_PAUSE = 120;
/** Milliseconds from frame to frame that are too many, and after the last movement. */
const SLOW = 25;
const REST = 150;
/** The directions of panning, by the names of the buttons. */
const STEPS = {
    left: { x: -1, y: 0 },
    right: { x: 1, y: 0 },
    up: { x: 0, y: -1 },
    down: { x: 0, y: 1 },
};
const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
/** So many points are drawn in no time anywhere. */
const FEWEST = 20_000;

const VERTEX_SHADER = `
    attribute vec2 place;
    attribute float family;
    uniform vec2 centre;
    uniform vec2 scale;
    uniform float size;
    uniform float standing;
    uniform vec3 colours[${FAMILIES}];
    varying vec4 colour;
    void main() {
        gl_Position = vec4((place - centre) * scale, 0.0, 1.0);
        int number = int(family + 0.5);
        bool dim = standing >= 0.0 && abs(family - standing) > 0.5;
        gl_PointSize = dim ? max(size * 0.7, 1.0) : size;
        vec3 hue = colours[0];
        for (int i = 0; i < ${FAMILIES}; i++) { if (i == number) hue = colours[i]; }
        colour = vec4(hue, dim ? 0.12 : 0.75);
    }`;

const FRAGMENT_SHADER = `
    precision mediump float;
    varying vec4 colour;
    void main() {
        float far = length(gl_PointCoord - 0.5);
        float alpha = colour.a * (1.0 - smoothstep(0.38, 0.5, far));
        gl_FragColor = vec4(colour.rgb * alpha, alpha);
    }`;

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ genre: string, x: number, y: number }} Landmark */

class SongMap extends HTMLElement {
    static observedAttributes = ["marks", "chosen", "family"];

    #points = element("canvas");
    #names = element("canvas");
    #label = element("p");
    /** @type {Uint16Array} */
    #places = new Uint16Array();
    /** @type {Uint8Array} */
    #families = new Uint8Array();
    /** @type {Landmark[]} */
    #landmarks = [];
    /** @type {Point[]} */
    #marks = [];
    #view = new View();
    /** @type {Painter | undefined} */
    #painter;
    /** @type {Grid | undefined} */
    #grid;
    #pointers = new Pointers();
    #hovered = -1;
    #hoverTimer = 0;
    #frame = 0;
    #pace = new Pace();
    #rest = 0;
    #leaving = new AbortController();
    /** The last click; an earlier one that is answered later is ignored. */
    #choosing = new AbortController();

    constructor() {
        super();
        const shadow = this.attachShadow({ mode: "open" });
        const controls = element("slot");
        controls.name = "controls";
        const failure = element("slot");
        failure.name = "failure";
        failure.hidden = true;
        place(this.#points, { position: "absolute", inset: "0", width: "100%", height: "100%" });
        place(this.#names, { position: "absolute", inset: "0", width: "100%", height: "100%" });
        place(this.#names, { touchAction: "none", cursor: "grab" });
        place(this.#label, { position: "absolute", margin: "0", pointerEvents: "none" });
        this.#label.part = "label";
        this.#label.hidden = true;
        shadow.append(this.#points, this.#names, this.#label, controls, failure);
    }

    async connectedCallback() {
        this.#leaving = new AbortController();
        const { signal } = this.#leaving;
        this.#listen(signal);
        this.attributeChangedCallback();
        try {
            await this.#load(signal);
            this.dataset.ready = "";
        } catch (error) {
            if (!signal.aborted) this.#fail(error);
        }
    }

    disconnectedCallback() {
        this.#leaving.abort();
        cancelAnimationFrame(this.#frame);
        clearTimeout(this.#rest);
        this.#frame = 0;
    }

    attributeChangedCallback() {
        this.#marks = parseMarks(this.getAttribute("marks") ?? "");
        const chosen = this.#chosen();
        if (chosen && this.#painter && !this.#view.shows(chosen)) this.#view.centreOn(chosen);
        this.#redraw();
    }

    /** @param {AbortSignal} signal */
    async #load(signal) {
        const [bytes, map] = await Promise.all([
            fetched(this.getAttribute("places"), signal).then((answer) => answer.arrayBuffer()),
            fetched(this.getAttribute("map"), signal).then((answer) => answer.json()),
        ]);
        const songs = bytes.byteLength / 5;
        this.#places = new Uint16Array(bytes, 0, 2 * songs);
        this.#families = new Uint8Array(bytes, 4 * songs, songs);
        this.#landmarks = map.landmarks;
        this.#grid = new Grid(this.#places);
        this.#painter = new Painter(this.#points, this.#places, this.#families);
        this.#resize();
        if (this.#chosen()) this.#view.fit(this.#marks);
        this.#redraw();
    }

    /** The browser has taken the context away and given it back empty. */
    #repaint() {
        this.#painter = new Painter(this.#points, this.#places, this.#families);
        this.#redraw();
    }

    /** @param {unknown} error */
    #fail(error) {
        console.warn("the map cannot be drawn:", error);
        this.dataset.failed = "";
        const slot = this.shadowRoot?.querySelector("slot[name=failure]");
        if (slot instanceof HTMLElement) slot.hidden = false;
    }

    #chosen() {
        return this.getAttribute("chosen") === "true" ? this.#marks[0] : undefined;
    }

    /** @param {AbortSignal} signal */
    #listen(signal) {
        const canvas = this.#names;
        const options = { signal };
        const resized = new ResizeObserver(() => this.#resize());
        resized.observe(this);
        signal.addEventListener("abort", () => resized.disconnect());
        const dark = matchMedia("(prefers-color-scheme: dark)");
        dark.addEventListener("change", () => this.#redraw(), options);
        this.addEventListener("click", (event) => this.#control(event), options);
        this.addEventListener("keydown", (event) => this.#key(event), options);
        this.#points.addEventListener("webglcontextlost", (event) => event.preventDefault(), options);
        this.#points.addEventListener("webglcontextrestored", () => this.#repaint(), options);
        canvas.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
        canvas.addEventListener("pointerdown", (event) => this.#down(event), options);
        canvas.addEventListener("pointermove", (event) => this.#move(event), options);
        for (const end of ["pointerup", "pointercancel"]) {
            canvas.addEventListener(end, (event) => this.#up(/** @type {PointerEvent} */ (event)), options);
        }
        canvas.addEventListener("pointerleave", () => this.#hover(-1), options);
    }

    #resize() {
        const { width, height } = this.getBoundingClientRect();
        const ratio = devicePixelRatio || 1;
        for (const canvas of [this.#points, this.#names]) {
            canvas.width = Math.max(1, Math.round(width * ratio));
            canvas.height = Math.max(1, Math.round(height * ratio));
        }
        this.#view.resize(width, height);
        this.#redraw();
    }

    /** @param {MouseEvent} event */
    #control(event) {
        const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
        const what = button instanceof HTMLElement ? button.dataset.do : undefined;
        if (what === "in") this.#view.zoomAt(this.#view.middle(), 1.6);
        if (what === "out") this.#view.zoomAt(this.#view.middle(), 1 / 1.6);
        if (what === "whole") this.#view.showAll();
        if (what && what in STEPS) this.#pan(STEPS[/** @type {keyof typeof STEPS} */ (what)]);
        if (what) this.#redraw();
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        if (event.target !== this || event.ctrlKey || event.metaKey || event.altKey) return;
        const step = STEPS[/** @type {keyof typeof STEPS} */ (KEYS[/** @type {keyof typeof KEYS} */ (event.key)])];
        if (step) this.#pan(step);
        else if (event.key === "+" || event.key === "=") this.#view.zoomAt(this.#view.middle(), 1.6);
        else if (event.key === "-") this.#view.zoomAt(this.#view.middle(), 1 / 1.6);
        else if (event.key === "0") this.#view.showAll();
        else return;
        event.preventDefault();
        this.#redraw();
    }

    /** Moves the view by a quarter of its size. @param {Point} step */
    #pan(step) {
        const by = Math.min(this.#view.width, this.#view.height) / 4;
        this.#view.drag({ x: -step.x * by, y: -step.y * by });
    }

    /** @param {WheelEvent} event */
    #wheel(event) {
        // Otherwise the map would trap somebody who scrolls the page. Pinching on a touchpad sets ctrlKey.
        if (!event.ctrlKey && !event.metaKey && !this.matches(":focus-within")) return;
        event.preventDefault();
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        this.#view.zoomAt(this.#at(event), Math.exp((-event.deltaY * lines) / 400));
        this.#redraw();
    }

    /** @param {PointerEvent} event */
    #down(event) {
        this.#names.setPointerCapture(event.pointerId);
        this.focus({ preventScroll: true });
        this.#pointers.down(event.pointerId, this.#at(event));
    }

    /** @param {PointerEvent} event */
    #move(event) {
        const at = this.#at(event);
        const moved = this.#pointers.move(event.pointerId, at);
        if (moved) {
            this.#view.drag(moved.by);
            this.#view.zoomAt(moved.at, moved.zoom);
            this.#hover(-1);
            this.#redraw();
        } else if (event.pointerType === "mouse") {
            this.#hover(this.#songAt(at), at);
        }
    }

    /** @param {PointerEvent} event */
    #up(event) {
        const clicked = this.#pointers.up(event.pointerId) && event.type === "pointerup";
        const song = clicked ? this.#songAt(this.#at(event)) : -1;
        if (song >= 0) void this.#choose(song);
    }

    /** @param {MouseEvent} event */
    #at(event) {
        const { left, top } = this.getBoundingClientRect();
        return { x: event.clientX - left, y: event.clientY - top };
    }

    /** @param {Point} at */
    #songAt(at) {
        if (!this.#grid) return -1;
        return this.#grid.nearest(this.#view.onMap(at), REACH / this.#view.scale());
    }

    /** @param {number} song */
    async #choose(song) {
        this.#choosing.abort();
        this.#choosing = new AbortController();
        const { signal } = this.#choosing;
        const found = await this.#tellSong(song, signal).catch(() => undefined);
        if (found && !signal.aborted && this.isConnected) this.dispatchEvent(new CustomEvent("choose", { detail: found.id, bubbles: true }));
    }

    /**
     * @param {number} song
     * @param {AbortSignal} signal
     * @returns {Promise<{ id: string, name: string, artists: string[] }>}
     */
    async #tellSong(song, signal) {
        return (await fetched(`${this.getAttribute("map")}/songs/${song}`, signal)).json();
    }

    /** @param {number} song @param {Point} [at] */
    #hover(song, at) {
        this.#names.style.cursor = song < 0 ? "grab" : "pointer";
        if (song === this.#hovered) return;
        this.#hovered = song;
        this.#label.hidden = true;
        clearTimeout(this.#hoverTimer);
        if (song >= 0 && at) {
            this.#hoverTimer = window.setTimeout(() => void this.#showLabel(song, at), HOVER_PAUSE);
        }
        this.#redraw();
    }

    /** @param {number} song @param {Point} at */
    async #showLabel(song, at) {
        const found = await this.#tellSong(song, this.#leaving.signal).catch(() => undefined);
        if (!found || song !== this.#hovered) return;
        this.#label.textContent = [found.name, found.artists.join(", ")].filter(Boolean).join(" – ");
        this.#label.dir = "auto";
        this.#label.hidden = false;
        const right = at.x > this.#view.width / 2;
        place(this.#label, {
            left: right ? "auto" : `${at.x + 12}px`,
            right: right ? `${this.#view.width - at.x + 12}px` : "auto",
            top: `${Math.max(0, at.y - 34)}px`,
        });
    }

    /** Draws in the next frame. Where frames take too long, the picture has all its points only when it rests. */
    #redraw() {
        this.#frame ||= requestAnimationFrame((now) => {
            this.#frame = 0;
            const { share } = this.#pace;
            clearTimeout(this.#rest);
            if (share < 1) this.#rest = window.setTimeout(() => this.#draw(1), REST);
            this.#draw(share);
            requestAnimationFrame((next) => this.#pace.took(next - now));
        });
    }

    /** @param {number} share */
    #draw(share) {
        const style = getComputedStyle(this);
        const family = this.getAttribute("family");
        this.#painter?.paint(this.#view, style, family === null ? -1 : Number(family), share);
        const pen = this.#names.getContext("2d");
        if (!pen || !this.#painter) return;
        const ratio = this.#names.width / Math.max(1, this.#view.width);
        pen.setTransform(ratio, 0, 0, ratio, 0, 0);
        pen.clearRect(0, 0, this.#view.width, this.#view.height);
        drawNames(pen, this.#view, this.#landmarks, style);
        drawMarks(pen, this.#view, this.#marks, Boolean(this.#chosen()), style);
        this.#drawHovered(pen, style);
    }

    /** @param {CanvasRenderingContext2D} pen @param {CSSStyleDeclaration} style */
    #drawHovered(pen, style) {
        if (this.#hovered < 0) return;
        const [x, y] = this.#places.subarray(2 * this.#hovered, 2 * this.#hovered + 2);
        ring(pen, this.#view.onScreen({ x, y }), 6, style.getPropertyValue("--ink"), 2);
    }
}

/** Which part of the map is seen. */
class View {
    width = 1;
    height = 1;
    #centre = { x: SIDE / 2, y: SIDE / 2 };
    #zoom = 1;

    /** @param {number} width @param {number} height */
    resize(width, height) {
        this.width = width;
        this.height = height;
    }

    /** Points of the screen for a unit of the map. */
    scale() {
        return (this.#zoom * 0.94 * Math.min(this.width, this.height)) / SIDE;
    }

    get centre() {
        return this.#centre;
    }

    get zoom() {
        return this.#zoom;
    }

    middle() {
        return { x: this.width / 2, y: this.height / 2 };
    }

    /** @param {Point} at */
    onMap(at) {
        const scale = this.scale();
        return {
            x: this.#centre.x + (at.x - this.width / 2) / scale,
            y: this.#centre.y - (at.y - this.height / 2) / scale,
        };
    }

    /** @param {Point} place */
    onScreen(place) {
        const scale = this.scale();
        return {
            x: this.width / 2 + (place.x - this.#centre.x) * scale,
            y: this.height / 2 - (place.y - this.#centre.y) * scale,
        };
    }

    /** @param {Point} place */
    shows(place) {
        const { x, y } = this.onScreen(place);
        return x >= 0 && y >= 0 && x <= this.width && y <= this.height;
    }

    /** @param {Point} place */
    centreOn(place) {
        this.#centre = { x: place.x, y: place.y };
    }

    /** @param {Point} by */
    drag(by) {
        const scale = this.scale();
        const x = clamp(this.#centre.x - by.x / scale, 0, SIDE);
        const y = clamp(this.#centre.y + by.y / scale, 0, SIDE);
        this.#centre = { x, y };
    }

    /** Zooms so that what is at a point stays there. @param {Point} at @param {number} factor */
    zoomAt(at, factor) {
        const before = this.onMap(at);
        this.#zoom = clamp(this.#zoom * factor, 1, LARGEST_ZOOM);
        const after = this.onMap(at);
        const x = clamp(this.#centre.x + before.x - after.x, 0, SIDE);
        const y = clamp(this.#centre.y + before.y - after.y, 0, SIDE);
        this.#centre = { x, y };
    }

    showAll() {
        this.#zoom = 1;
        this.#centre = { x: SIDE / 2, y: SIDE / 2 };
    }

    /** Shows the first of some places in the middle, and most of the others. @param {Point[]} places */
    fit(places) {
        const [first, ...others] = places;
        const far = others.map(({ x, y }) => Math.max(Math.abs(x - first.x), Math.abs(y - first.y)));
        const reach = far.sort((a, b) => a - b)[Math.floor(far.length * 0.6)] ?? SIDE / 4;
        this.#zoom = clamp(SIDE / Math.max(2.6 * reach, SIDE / 40), 1, LARGEST_ZOOM);
        this.centreOn(first);
    }
}

/** How large a share of the points a frame can have, by how long the last ones took. */
class Pace {
    share = 1;

    /** @param {number} milliseconds */
    took(milliseconds) {
        this.share = clamp(this.share * (milliseconds > SLOW ? 0.5 : 1.1), 0.01, 1);
    }
}

/** Draws the points. */
class Painter {
    #gl;
    #count;
    /** @type {Record<string, WebGLUniformLocation | null>} */
    #uniforms = {};

    /** @param {HTMLCanvasElement} canvas @param {Uint16Array} places @param {Uint8Array} families */
    constructor(canvas, places, families) {
        const gl = canvas.getContext("webgl", { antialias: false, preserveDrawingBuffer: true });
        if (!gl) throw new Error("this browser has no WebGL");
        this.#gl = gl;
        this.#count = families.length;
        const program = linked(gl);
        gl.useProgram(program);
        for (const name of ["centre", "scale", "size", "standing", "colours"]) {
            this.#uniforms[name] = gl.getUniformLocation(program, name);
        }
        buffer(gl, program, "place", places, 2, gl.UNSIGNED_SHORT);
        buffer(gl, program, "family", families, 1, gl.UNSIGNED_BYTE);
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    }

    /** @param {View} view @param {CSSStyleDeclaration} style @param {number} standing @param {number} share */
    paint(view, style, standing, share) {
        const gl = this.#gl;
        const { width, height } = gl.canvas;
        const ratio = width / Math.max(1, view.width);
        gl.viewport(0, 0, width, height);
        gl.clearColor(0, 0, 0, 0);
        gl.clear(gl.COLOR_BUFFER_BIT);
        const scale = 2 * view.scale();
        gl.uniform2f(this.#uniforms.centre, view.centre.x, view.centre.y);
        gl.uniform2f(this.#uniforms.scale, scale / view.width, scale / view.height);
        gl.uniform1f(this.#uniforms.size, ratio * this.#size(view));
        gl.uniform1f(this.#uniforms.standing, standing);
        gl.uniform3fv(this.#uniforms.colours, colours(style));
        const count = Math.min(this.#count, Math.max(FEWEST, share * this.#count));
        gl.drawArrays(gl.POINTS, 0, count);
    }

    /** So many songs, so small points; they grow more slowly than the map. @param {View} view */
    #size(view) {
        const room = Math.sqrt((view.width * view.height) / Math.max(1, this.#count));
        return clamp(room * 0.75 * Math.sqrt(view.zoom), 1.6, 11);
    }
}

/** Finds the point that is nearest to a place. */
class Grid {
    #places;
    #starts = new Uint32Array(CELLS * CELLS + 1);
    #songs;

    /** @param {Uint16Array} places */
    constructor(places) {
        this.#places = places;
        this.#songs = new Uint32Array(places.length / 2);
        for (let song = 0; song < this.#songs.length; song++) this.#starts[this.#cellOf(song) + 1]++;
        for (let cell = 0; cell < CELLS * CELLS; cell++) this.#starts[cell + 1] += this.#starts[cell];
        const next = this.#starts.slice();
        for (let song = 0; song < this.#songs.length; song++) {
            this.#songs[next[this.#cellOf(song)]++] = song;
        }
    }

    /** @param {number} song */
    #cellOf(song) {
        return cell(this.#places[2 * song]) + CELLS * cell(this.#places[2 * song + 1]);
    }

    /** The song nearest to a place, at most so far away; -1 if there is none. @param {Point} at @param {number} reach */
    nearest(at, reach) {
        let [best, least] = [-1, reach * reach];
        for (let row = cell(at.y - reach); row <= cell(at.y + reach); row++) {
            const first = this.#starts[row * CELLS + cell(at.x - reach)];
            const last = this.#starts[row * CELLS + cell(at.x + reach) + 1];
            for (const song of this.#songs.subarray(first, last)) {
                const x = this.#places[2 * song] - at.x;
                const y = this.#places[2 * song + 1] - at.y;
                if (x * x + y * y < least) [best, least] = [song, x * x + y * y];
            }
        }
        return best;
    }
}

/** Follows up to two pointers: one drags, two zoom. */
class Pointers {
    /** @type {Map<number, Point>} */
    #at = new Map();
    #travelled = 0;

    /** @param {number} id @param {Point} at */
    down(id, at) {
        if (this.#at.size === 0) this.#travelled = 0;
        this.#at.set(id, at);
    }

    /** What a pointer that is down has done to the view. @param {number} id @param {Point} at */
    move(id, at) {
        const before = this.#at.get(id);
        if (!before) return undefined;
        this.#at.set(id, at);
        const share = 1 / this.#at.size;
        const by = { x: (at.x - before.x) * share, y: (at.y - before.y) * share };
        this.#travelled += Math.abs(by.x) + Math.abs(by.y);
        const other = [...this.#at].find(([number]) => number !== id)?.[1];
        const zoom = other ? distance(at, other) / Math.max(1, distance(before, other)) : 1;
        return { by, zoom, at: other ? { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 } : at };
    }

    /** Whether that was a click. @param {number} id */
    up(id) {
        const known = this.#at.delete(id);
        return known && this.#at.size === 0 && this.#travelled < 5;
    }
}

/**
 * Names of regions, the commonest first; those that would overlap are left out.
 * @param {CanvasRenderingContext2D} pen
 * @param {View} view
 * @param {Landmark[]} landmarks
 * @param {CSSStyleDeclaration} style
 */
function drawNames(pen, view, landmarks, style) {
    pen.font = `600 ${clamp(view.width / 60, 12, 15)}px ${style.getPropertyValue("--sans")}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = style.getPropertyValue("--surface");
    pen.fillStyle = style.getPropertyValue("--ink");
    /** @type {{ x: number, y: number, half: number }[]} */
    const drawn = [];
    for (const landmark of landmarks) {
        const { x, y } = view.onScreen(landmark);
        const half = pen.measureText(landmark.genre).width / 2 + 6;
        const inside = x > half && y > 12 && x < view.width - half && y < view.height - 12;
        const free = drawn.every((other) => Math.abs(other.y - y) > 22 || Math.abs(other.x - x) > other.half + half);
        if (!inside || !free) continue;
        drawn.push({ x, y, half });
        pen.strokeText(landmark.genre, x, y);
        pen.fillText(landmark.genre, x, y);
    }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {View} view
 * @param {Point[]} marks
 * @param {boolean} chosen
 * @param {CSSStyleDeclaration} style
 */
function drawMarks(pen, view, marks, chosen, style) {
    const [ink, accent] = [style.getPropertyValue("--ink"), style.getPropertyValue("--accent")];
    marks.forEach((mark, number) => {
        const isChosen = chosen && number === 0;
        const at = view.onScreen(mark);
        ring(pen, at, isChosen ? 10 : 6, style.getPropertyValue("--surface"), isChosen ? 7 : 5);
        ring(pen, at, isChosen ? 10 : 6, isChosen ? accent : ink, isChosen ? 4 : 2);
    });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Point} at
 * @param {number} radius
 * @param {string} colour
 * @param {number} width
 */
function ring(pen, at, radius, colour, width) {
    pen.beginPath();
    pen.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke();
}

/** The families' colours, as numbers from 0 to 1. @param {CSSStyleDeclaration} style */
function colours(style) {
    const all = new Float32Array(3 * FAMILIES);
    for (let family = 0; family < FAMILIES; family++) {
        const hex = style.getPropertyValue(`--family-${family}`).trim().slice(1);
        for (let part = 0; part < 3; part++) {
            all[3 * family + part] = parseInt(hex.slice(2 * part, 2 * part + 2), 16) / 255;
        }
    }
    return all;
}

/** @param {WebGLRenderingContext} gl */
function linked(gl) {
    const program = gl.createProgram();
    for (const [kind, source] of /** @type {const} */ ([
        [gl.VERTEX_SHADER, VERTEX_SHADER],
        [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
    ])) {
        const shader = gl.createShader(kind);
        if (!shader) throw new Error("WebGL was lost");
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
        throw new Error(gl.getProgramInfoLog(program) ?? "the shaders do not link");
    }
    return program;
}

/**
 * @param {WebGLRenderingContext} gl
 * @param {WebGLProgram} program
 * @param {string} name
 * @param {Uint16Array | Uint8Array} values
 * @param {number} width
 * @param {number} type
 */
function buffer(gl, program, name, values, width, type) {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    const at = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, width, type, false, 0, 0);
}

/** @param {string | null} url @param {AbortSignal} signal */
async function fetched(url, signal) {
    const answer = await fetch(url ?? "", { signal });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer;
}

/** @param {string} text @returns {Point[]} */
function parseMarks(text) {
    const places = text.split(",").map((place) => place.split(" ").map(Number));
    return places.filter((place) => place.length === 2).map(([x, y]) => ({ x, y }));
}

/** @param {number} axis */
function cell(axis) {
    return clamp(Math.floor((axis * CELLS) / SIDE), 0, CELLS - 1);
}

/** @param {Point} a @param {Point} b */
function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
    return Math.min(Math.max(value, least), most);
}

/** @template {keyof HTMLElementTagNameMap} T @param {T} name */
function element(name) {
    return document.createElement(name);
}

/** @param {HTMLElement} element @param {Partial<CSSStyleDeclaration>} style */
function place(element, style) {
    Object.assign(element.style, style);
}

customElements.define("song-map", SongMap);
