// Adding a passkey and signing in with one. What the authenticator says goes to the server as it is.

const post = (path, body) => fetch(path, {
  method: 'POST',
  headers: body ? { 'content-type': 'application/json' } : {},
  body: body && JSON.stringify(body),
})

const say = words => {
  const place = document.getElementById('passkey-said')
  place.textContent = words
  place.hidden = false
}

async function run (ask) {
  try {
    await ask()
  } catch (failed) {
    say(failed.name === 'NotAllowedError' ? 'Nothing was chosen.' : `It did not work: ${failed.message}`)
  }
}

async function add () {
  const options = await (await post('/account/passkeys/options')).json()
  const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  const answer = await post('/account/passkeys', made.toJSON())
  if (!answer.ok) {
    throw new Error((await answer.json().catch(() => ({}))).detail ?? answer.status)
  }
  location.reload()
}

async function enter (back) {
  const options = await (await post('/sign-in/passkey/options')).json()
  const found = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  const answer = await post('/sign-in/passkey', found.toJSON())
  if (!answer.ok) {
    throw new Error((await answer.json().catch(() => ({}))).detail ?? answer.status)
  }
  location.assign(back)
}

const canAdd = document.getElementById('add-passkey')
const canEnter = document.getElementById('enter-passkey')
for (const button of [canAdd, canEnter]) {
  if (button && window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    button.hidden = false
  }
}
canAdd?.addEventListener('click', () => run(add))
canEnter?.addEventListener('click', () => run(() => enter(canEnter.dataset.back)))
