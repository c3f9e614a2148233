import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chatRequest } from '../../src/transport/openai-request.ts'
import { chatCall } from './fake-ask.ts'

const limitedBy = (baseUrl: string, name: string): void => {
  test(`the token limit is ${name} at ${new URL(baseUrl).host}`, () => {
    assert.deepEqual(chatRequest({ ...chatCall, maxTokens: 9 }, baseUrl), { ...chatRequest(chatCall, baseUrl), [name]: 9 })
  })
}

limitedBy('https://api.openai.com/v1', 'max_completion_tokens')
limitedBy('https://eu.api.openai.com/v1', 'max_completion_tokens')
limitedBy('https://mine.openai.azure.com/openai/v1', 'max_completion_tokens')
limitedBy('http://localhost:11434/v1', 'max_tokens')
limitedBy('https://notopenai.com/v1', 'max_tokens')
