/* Maps: a point to choose, or points to look at. Leaflet (BSD-2, in leaflet/) is fetched only then; where the ground
   comes from somebody else's server, only when the button is pressed. */
(() => {
  "use strict";
  const near = 16, far = 13, step = 12;  // zoom on a point, on the ward; pixels an arrow key moves
  const one = (what) => document.querySelector(what);
  let leaflet;

  const fetched = (tag, more) => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement(tag), more, { onload: done, onerror: failed }));
  });
  const fetchLeaflet = ({ css, js }) => (leaflet ||= Promise.all([
    fetched("link", { rel: "stylesheet", href: css }), fetched("script", { src: js })]));

  const named = (shape, layer) => {
    const { name, kind } = shape.properties || {};
    if (name) layer.bindTooltip(name, { permanent: true, direction: "center", pane: "names", className: "map-name " + (kind || "area") });
  };
  const ground = (box) => {
    const { tiles, credit, areas, centre, closer, wider } = box.dataset;
    const map = L.map(box, {
      attributionControl: Boolean(credit), zoomControl: false, fadeAnimation: false, zoomAnimation: false,
      scrollWheelZoom: false, zoomSnap: 0.25 });  // the wheel moves the page
    Object.assign(map.createPane("names").style, { zIndex: 450, pointerEvents: "none" });  // under the pins
    L.control.zoom({ position: "bottomright", zoomInTitle: closer, zoomOutTitle: wider }).addTo(map);
    map.attributionControl?.setPrefix(false);
    map.setView(centre.split(",").map(Number), far);
    if (tiles) L.tileLayer(tiles, { attribution: credit.replace(/[<>&]/g, ""), maxZoom: 19 }).addTo(map);
    const outlined = areas ? fetch(areas).then((answer) => answer.json()).then((shapes) => L.geoJSON(shapes, {
      style: ({ properties }) => ({ className: "map-area " + (properties?.kind || "") }), interactive: false,
      onEachFeature: named,
    }).addTo(map)).catch(() => null) : Promise.resolve(null);
    return { map, outlined };
  };

  /* One point, put by a click, by dragging or with the arrow keys. */
  const choose = (box, said) => {
    const lat = one("[data-lat]"), lon = one("[data-lon]"), { icon, shadow, title, at } = box.dataset;
    const { map, outlined } = ground(box);
    const chosen = lat.value && lon.value ? [lat.value, lon.value].map(Number) : null;
    if (chosen) map.setView(chosen, near);
    const pin = L.marker(map.getCenter(), {
      draggable: true, title, alt: title,
      icon: L.icon({ iconUrl: icon, shadowUrl: shadow, iconSize: [25, 41], iconAnchor: [12, 41], shadowSize: [41, 41] }),
    }).addTo(map);
    outlined.then((outline) => {
      if (outline && !lat.value) { map.fitBounds(outline.getBounds()); pin.setLatLng(map.getCenter()); }
    });
    const put = (point) => {
      pin.setLatLng(point); map.panInside(point, { padding: [40, 40] });
      lat.value = point.lat.toFixed(4); lon.value = point.lng.toFixed(4);
      said.textContent = at.replace("LAT", lat.value).replace("LON", lon.value);
      lat.dispatchEvent(new Event("change", { bubbles: true }));
    };
    pin.on("dragend", () => put(pin.getLatLng()));
    map.on("click", ({ latlng }) => put(latlng));
    const ways = { ArrowUp: [0, -step], ArrowDown: [0, step], ArrowLeft: [-step, 0], ArrowRight: [step, 0] };
    pin.getElement().addEventListener("keydown", (event) => {
      const way = ways[event.key]; if (!way && event.key !== "Enter") return;
      event.preventDefault(); event.stopPropagation();
      put(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(way || [0, 0])));
    });
    document.addEventListener("point-dropped", () => pin.setLatLng(map.getCenter()));
    pin.getElement().focus({ preventScroll: true });
  };

  /* The points of the list beside it: the same numbers on the pins; one looked at in the list stands out on the map. */
  const show = (box) => {
    const { map, outlined } = ground(box), rows = [...document.querySelectorAll("[data-point]")];
    const places = rows.map((row) => row.dataset.point.split(",").map(Number));
    const fit = () => places.length > 1 ? map.fitBounds(places, { padding: [36, 36], maxZoom: near }) : places.length && map.setView(places[0], near);
    rows.forEach((row, n) => {
      const link = row.querySelector("a:not([href^='geo:'])"), title = link?.textContent || "";
      const pin = L.marker(places[n], { title, alt: title, keyboard: Boolean(link) && rows.length < 60, icon: L.divIcon({
        className: "map-pin is-" + (row.dataset.kind || "here"), html: row.dataset.number || "", iconSize: [28, 28], iconAnchor: [14, 14] }) }).addTo(map);
      if (link) {
        const words = Object.assign(document.createElement("div"), { className: "map-words" });
        words.append(link.cloneNode(true), ...[...row.querySelectorAll(".due")].map((due) => due.cloneNode(true)));
        pin.bindPopup(words, { closeButton: false, maxWidth: Math.min(300, box.clientWidth - 64), autoPanPadding: [12, 12] });
      }
      const stand = (out) => () => { pin.getElement().classList.toggle("at", out); pin.setZIndexOffset(out ? 1000 : 0); };
      for (const [on, out] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) row.addEventListener(on, stand(out));
    });
    fit();
    outlined.then((outline) => outline && (places.length ? fit() : map.fitBounds(outline.getBounds())));
  };

  for (const box of document.querySelectorAll("[data-map]")) {
    const button = one("[data-map-open]"), said = one("[data-located]") || document.createElement("p"), hint = one("[data-map-hint]");
    const open = () => fetchLeaflet(box.dataset).then(() => {
      button.hidden = true; box.hidden = false; if (hint) hint.hidden = false;
      (one("[data-lat]") ? choose : show)(box, said);
    }).catch(() => { said.textContent = box.dataset.lost; button.hidden = true; });
    if ("now" in box.dataset) { box.hidden = false; open(); } else { button.hidden = false; button.addEventListener("click", open, { once: true }); }
  }

  /* Whether everybody may see the point is asked once there is one; it can be dropped again. */
  const lat = one("[data-lat]"), asked = one("[data-point-asked]");
  if (lat && asked) {
    const look = () => { asked.hidden = !lat.value; };
    document.addEventListener("change", look); look();
    one("[data-point-drop]")?.addEventListener("click", () => {
      lat.value = one("[data-lon]").value = ""; asked.querySelector("input").checked = false;
      one("[data-located]").textContent = ""; document.dispatchEvent(new Event("point-dropped")); look();
    });
  }
})();
